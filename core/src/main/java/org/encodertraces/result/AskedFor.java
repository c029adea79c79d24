package org.encodertraces.result;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Of a record in a record of settings that has a twin there: what tells the options of its values
 * from the twin's.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface AskedFor {

  /** What the options of its values end with, such as {@code -a}. */
  String ending();

  /** A sentence that their help ends with. */
  String about();
}
