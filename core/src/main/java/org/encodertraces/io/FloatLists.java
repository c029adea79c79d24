package org.encodertraces.io;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Appends lists of floats to a table of one column.
 *
 * <p>JDBC takes a list as objects, a value each: 2,400 rows of 768 a second where DuckDB's own
 * appender takes 20,000. Its classes belong to {@link DuckDbLoader}, so that its methods are called
 * by their names.
 */
public final class FloatLists implements AutoCloseable {

  /** Rows until what was appended leaves the appender's memory. */
  private static final int ROWS_PER_FLUSH = 4096;

  private final Object appender;
  private final Method beginRow;
  private final Method append;
  private final Method endRow;
  private final Method flush;
  private int waiting;

  private FloatLists(Object appender) throws NoSuchMethodException {
    this.appender = appender;
    Class<?> type = appender.getClass();
    beginRow = type.getMethod("beginRow");
    append = type.getMethod("append", float[].class);
    endRow = type.getMethod("endRow");
    flush = type.getMethod("flush");
  }

  /** Opens a table for appending; nothing else may use the connection until this is closed. */
  public static FloatLists into(Connection connection, String table) throws SQLException {
    try {
      return new FloatLists(
          connection
              .getClass()
              .getMethod("createAppender", String.class)
              .invoke(connection, table));
    } catch (InvocationTargetException e) {
      throw new SQLException(String.valueOf(e.getCause()), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this DuckDB appends otherwise than 2.0 does", e);
    }
  }

  /** Appends {@code count} lists of {@code length}, [count, length] at the start of the values. */
  public void append(float[] values, int count, int length) throws IOException {
    for (int row = 0; row < count; row++) {
      call(beginRow);
      call(append, (Object) Arrays.copyOfRange(values, row * length, (row + 1) * length));
      call(endRow);
      if (++waiting % ROWS_PER_FLUSH == 0) {
        call(flush);
      }
    }
  }

  private void call(Method method, Object... arguments) throws IOException {
    try {
      method.invoke(appender, arguments);
    } catch (InvocationTargetException e) {
      throw new IOException("DuckDB: " + String.valueOf(e.getCause()), e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      ((AutoCloseable) appender).close();
    } catch (Exception e) {
      throw new IOException("DuckDB: " + e.getMessage(), e);
    }
  }
}
