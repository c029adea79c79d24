package org.encodertraces.result;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a value of an experiment's settings is asked for: of this, the option of its command, the key
 * of a plan with its default, and the plan's schema are made. A component of a record without it is
 * a record of further ones, or is worked out.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Asked {

  /** The option, such as {@code --k}; empty for what plans alone tell. */
  String option() default "";

  /** What stands behind the option in help; empty for one that is there or not. */
  String label() default "";

  /** One or more whole sentences; the default is told from {@link #value}. */
  String about();

  /** Whether it must be given where nothing else tells it. */
  boolean required() default false;

  /** The words it may be; none where it may be others too. */
  String[] choices() default {};

  /** The least number it may be. */
  double least() default Double.NEGATIVE_INFINITY;

  /** The greatest. */
  double most() default Double.POSITIVE_INFINITY;

  /** The default as JSON; empty where it must be given, or may be absent. */
  String value() default "";

  /** Whether it names processings or parameters, which may be of the user's own. */
  boolean names() default false;
}
