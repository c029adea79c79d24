package org.encodertraces.camera;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.jpeg.JPEGQTable;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.encodertraces.image.RgbImage;
import org.w3c.dom.NodeList;

/**
 * In-camera JPEG, with quantization tables of its own. By the JDK's writer, which takes tables;
 * OpenCV's, which the processings use, takes none but IJG's.
 */
final class CameraJpeg {

  private static final String FORMAT = "javax_imageio_jpeg_image_1.0";
  private static final int SIDE = 8;
  private static final int LARGEST = 255;

  private final int[] luminance;
  private final int[] chrominance;
  private final Camera.Subsampling subsampling;

  CameraJpeg(Camera.Output output) {
    luminance = table(JPEGQTable.K1Luminance, output.quality(), output.tableTilt());
    chrominance = table(JPEGQTable.K2Chrominance, output.colorQuality(), output.tableTilt());
    subsampling = output.subsampling();
  }

  /**
   * IJG's table of a quality, each entry then times 1 + tilt x (its frequency - 1/2), where the
   * frequency is 0 for the mean and 1 for the finest: in natural order.
   */
  static int[] table(JPEGQTable standard, int quality, double tilt) {
    int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    int[] table = standard.getTable();
    for (int i = 0; i < table.length; i++) {
      int ijg = Math.max(1, Math.min(LARGEST, (table[i] * scale + 50) / 100));
      int steps = i % SIDE + i / SIDE;
      double frequency = steps / (2.0 * (SIDE - 1));
      table[i] =
          (int) Math.max(1, Math.min(LARGEST, Math.rint(ijg * (1 + tilt * (frequency - 0.5)))));
    }
    return table;
  }

  /** The two tables in natural order: luminance, chrominance. */
  List<int[]> tables() {
    return List.of(luminance.clone(), chrominance.clone());
  }

  byte[] encode(RgbImage picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    int[] packed = new int[picture.width() * picture.height()];
    byte[] rgb = picture.rgb();
    for (int i = 0; i < packed.length; i++) {
      packed[i] =
          (rgb[3 * i] & 0xFF) << 16 | (rgb[3 * i + 1] & 0xFF) << 8 | (rgb[3 * i + 2] & 0xFF);
    }
    image.setRGB(0, 0, picture.width(), picture.height(), packed, 0, picture.width());
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              new ImageTypeSpecifier(image), writer.getDefaultWriteParam());
      IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
      NodeList tables = root.getElementsByTagName("dqtable");
      for (int i = 0; i < tables.getLength(); i++) {
        IIOMetadataNode node = (IIOMetadataNode) tables.item(i);
        boolean first = node.getAttribute("qtableId").equals("0");
        node.setUserObject(new JPEGQTable(first ? luminance : chrominance));
      }
      IIOMetadataNode y = (IIOMetadataNode) root.getElementsByTagName("componentSpec").item(0);
      y.setAttribute("HsamplingFactor", Integer.toString(subsampling.across()));
      y.setAttribute("VsamplingFactor", Integer.toString(subsampling.down()));
      metadata.setFromTree(FORMAT, root);
      writer.write(null, new IIOImage(image, null, metadata), null);
    } catch (IOException e) {
      throw new IllegalStateException("the JDK's writer did not encode " + picture, e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
