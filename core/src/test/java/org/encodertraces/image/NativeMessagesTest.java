package org.encodertraces.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In virtual machines of their own: what a library prints goes past Java's streams. */
@DisabledOnOs(OS.WINDOWS)
class NativeMessagesTest {

  @TempDir Path folder;

  @Test
  void aDamagedPictureLeavesNoLineOnTheErrorStreamOfAProgramThatUsesTheLibrary() throws Exception {
    assertThat(errorsOf("decoder")).isEmpty();
  }

  /** Else the test above would pass by itself. */
  @Test
  void theSamePictureDecodedByOpenCvAloneDoesLeaveOne() throws Exception {
    // The second is OpenCV's own line on a TIFF that is cut short.
    assertThat(errorsOf("alone")).contains("Corrupt JPEG data", "TIFF_Error");
  }

  @Test
  void theErrorStreamWorksAgainAfterwards() throws Exception {
    assertThat(errorsOf("both")).contains("Corrupt JPEG data");
  }

  private String errorsOf(String how) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 22) {
      // Else Java itself warns of natives; in the program the jar's manifest says so.
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Decoding.class.getName(), how));
    Path errors = folder.resolve("errors.txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("OPENCV_LOG_LEVEL");
    Process process =
        builder
            .redirectError(errors.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Files.readString(errors, StandardCharsets.UTF_8);
  }

  /** Decodes pictures that libraries complain about. */
  static final class Decoding {

    private Decoding() {}

    public static void main(String[] arguments) throws IOException {
      byte[] picture = resource("/damaged/end_garbage.jpg");
      byte[] refused = Arrays.copyOf(resource("/codecs/lzw.tif"), 3000);
      if (!arguments[0].equals("alone")) {
        List<byte[]> pictures = new ArrayList<>(List.of(picture, refused, brokenStrip()));
        for (String name : List.of("cut.webp", "wrong_adler.png", "cut.gif")) {
          pictures.add(resource("/damaged/" + name));
        }
        for (byte[] bytes : pictures) {
          try {
            ImageDecoder.decode(bytes);
          } catch (UnreadableImageException e) {
            System.out.println(e.getMessage());
          }
        }
      }
      if (!arguments[0].equals("decoder")) {
        decodeAlone(picture);
        decodeAlone(refused);
      }
    }

    /** A TIFF whose strip of JPEG has an end marker amid its data: read, and complained about. */
    private static byte[] brokenStrip() {
      byte[] tiff = TiffBmpTest.picture("gray_jpeg.tif");
      int scan = 0;
      while (tiff[scan] != (byte) 0xFF || tiff[scan + 1] != (byte) 0xDA) {
        scan++;
      }
      tiff[scan + 20] = (byte) 0xFF;
      tiff[scan + 21] = (byte) 0xD9;
      return tiff;
    }

    private static void decodeAlone(byte[] picture) {
      try (BytePointer data = new BytePointer(picture);
          Mat encoded = new Mat(1, picture.length, opencv_core.CV_8U, data);
          Mat decoded = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR_RGB)) {
        System.out.println(decoded.cols());
      }
    }

    private static byte[] resource(String path) throws IOException {
      try (InputStream in = Objects.requireNonNull(Decoding.class.getResourceAsStream(path))) {
        return in.readAllBytes();
      }
    }
  }
}
