package org.encodertraces.result;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * A kind of result: what is asked, and the record of what comes out.
 *
 * @param <S> record that carries the kind's name as {@link JsonTypeName}
 * @param <R> record
 */
public interface ResultKind<S extends ExperimentSettings, R extends TraceResult> {

  /** The record of what is asked. */
  Class<S> settings();

  /** The record of a result. */
  Class<R> result();

  /** The name in files and plans: {@code knn}, {@code probe} … */
  default String name() {
    return ExperimentSettings.nameOf(settings());
  }
}
