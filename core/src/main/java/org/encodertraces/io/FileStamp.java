package org.encodertraces.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What tells that a file was not touched: its size, the time of the last change of its contents,
 * and on Unix that of any change of the file, which the system sets and no program can set back.
 */
public final class FileStamp {

  private FileStamp() {}

  /** The stamp as text; empty where there is no such file. */
  public static String of(Path file) {
    boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    try {
      Map<String, Object> attributes =
          Files.readAttributes(
              file, unix ? "unix:size,lastModifiedTime,ctime" : "size,lastModifiedTime");
      StringBuilder stamp = new StringBuilder().append(attributes.get("size"));
      for (String time : new String[] {"lastModifiedTime", "ctime"}) {
        if (attributes.get(time) instanceof FileTime at) {
          stamp.append(' ').append(at.to(TimeUnit.NANOSECONDS));
        }
      }
      return stamp.toString();
    } catch (IOException e) {
      return "";
    }
  }
}
