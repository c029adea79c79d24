package org.encodertraces.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.w3c.dom.NamedNodeMap;

/**
 * The first frame of a GIF with the colors its palette gives to every index, the transparent one
 * too: what Pillow's {@code convert("RGB")} leaves when it drops transparency.
 *
 * <p>OpenCV paints transparent pixels in the background's color instead. Where the frame does not
 * cover the picture, Pillow 9.4 fills with the transparent index, or 0.
 */
final class Gif {

  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  private Gif() {}

  static RgbImage decode(byte[] bytes, int width, int height) throws UnreadableImageException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    // In memory: ImageIO would copy each picture into a file of the temp folder.
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, false);
      BufferedImage frame = reader.read(0);
      IIOMetadataNode metadata = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree(FORMAT);
      NamedNodeMap place = metadata.getElementsByTagName("ImageDescriptor").item(0).getAttributes();
      int left = number(place, "imageLeftPosition");
      int top = number(place, "imageTopPosition");
      if (!(frame.getColorModel() instanceof IndexColorModel palette)) {
        throw new UnreadableImageException("GIF without a palette");
      }
      byte[] rgb = new byte[width * height * 3];
      int transparent = palette.getTransparentPixel();
      int[] row = new int[width];
      for (int y = 0; y < height; y++) {
        Arrays.fill(row, Math.max(0, transparent));
        int frameRow = y - top;
        if (frameRow >= 0 && frameRow < frame.getHeight() && left < width) {
          int count = Math.min(frame.getWidth(), width - left);
          int[] indexes = frame.getRaster().getSamples(0, frameRow, count, 1, 0, (int[]) null);
          System.arraycopy(indexes, 0, row, left, count);
        }
        for (int x = 0; x < width; x++) {
          int at = (y * width + x) * 3;
          rgb[at] = (byte) palette.getRed(row[x]);
          rgb[at + 1] = (byte) palette.getGreen(row[x]);
          rgb[at + 2] = (byte) palette.getBlue(row[x]);
        }
      }
      return new RgbImage(width, height, rgb);
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new UnreadableImageException("GIF cannot be decoded: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }

  private static int number(NamedNodeMap attributes, String name) {
    return Integer.parseInt(attributes.getNamedItem(name).getNodeValue());
  }
}
