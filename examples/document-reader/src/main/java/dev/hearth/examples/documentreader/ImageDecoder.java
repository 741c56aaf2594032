package dev.hearth.examples.documentreader;

import dev.hearth.InvalidInputException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Makes a picture of a file's bytes. Looks at the size that the file claims before it takes memory
 * for it, writes nothing to disk, and opens no display.
 */
final class ImageDecoder {

  /** As many as a sheet of A4 has at 500 dots an inch. */
  static final long MAX_PIXELS = 25_000_000;

  private static final int SHOWN_BYTES = 4;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

  private ImageDecoder() {}

  /**
   * Decodes an image; what is transparent becomes white.
   *
   * @throws InvalidInputException if the bytes are not a whole PNG or JPEG of a sensible size
   */
  static Picture decode(byte[] bytes) {
    String format = format(bytes);
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    try (ImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(input, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if ((long) width * height > MAX_PIXELS) {
        throw tooLarge(width, height);
      }
      Warnings warnings = new Warnings();
      reader.addIIOReadWarningListener(warnings);
      BufferedImage image = reader.read(0);
      warnings.refuseIfCutShort();
      return picture(image);
    } catch (IOException | RuntimeException e) {
      if (e instanceof InvalidInputException refused) {
        throw refused;
      }
      // The decoders throw whatever a broken file leads them to.
      throw broken(format, e);
    } finally {
      reader.dispose();
    }
  }

  private static String format(byte[] bytes) {
    if (bytes.length == 0) {
      throw new InvalidInputException(
          "image: 0 bytes (expected: a PNG or JPEG file); send the file's bytes");
    }
    if (startsWith(bytes, PNG)) {
      return "png";
    }
    if (startsWith(bytes, JPEG)) {
      return "jpeg";
    }
    int shown = Math.min(SHOWN_BYTES, bytes.length);
    throw new InvalidInputException(
        "image: begins with the bytes "
            + HexFormat.ofDelimiter(" ").formatHex(bytes, 0, shown)
            + " (expected: a PNG or JPEG file); convert it");
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    for (int i = 0; i < start.length; i++) {
      if (i == bytes.length || bytes[i] != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static InvalidInputException tooLarge(int width, int height) {
    return new InvalidInputException(
        "image: "
            + width
            + " x "
            + height
            + " pixels (expected: at most "
            + MAX_PIXELS
            + " in all); scale it down");
  }

  private static InvalidInputException broken(String format, Exception cause) {
    return new InvalidInputException(
        "image: cannot be decoded: "
            + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage())
            + " (expected: a whole "
            + format.toUpperCase(Locale.ROOT)
            + " in gray or RGB); save it anew",
        cause);
  }

  private static Picture picture(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] rgb = new int[width * height];
    ColorModel colors = image.getColorModel();
    requireGrayOrRgb(colors);
    if (colors instanceof ComponentColorModel) {
      copySamples(image.getRaster(), colors, rgb);
    } else {
      image.getRGB(0, 0, width, height, rgb, 0, width);
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = onWhite(rgb[i], rgb[i] >>> 24);
      }
    }
    return new Picture(width, height, rgb);
  }

  private static void requireGrayOrRgb(ColorModel colors) {
    int type = colors.getColorSpace().getType();
    if (type != ColorSpace.TYPE_RGB && type != ColorSpace.TYPE_GRAY) {
      throw new InvalidInputException(
          "image: colors of "
              + colors.getNumColorComponents()
              + " parts (expected: gray or RGB); convert it to RGB");
    }
  }

  /** Takes gray as it was written: the colour model would take it for linear and brighten it. */
  private static void copySamples(Raster raster, ColorModel colors, int[] rgb) {
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    int excessBits = colors.getComponentSize(0) - Byte.SIZE;
    boolean gray = colors.getNumColorComponents() == 1;
    boolean transparent = colors.hasAlpha();
    int[] row = new int[width * bands];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int at = x * bands;
        int red = row[at] >> excessBits;
        int green = gray ? red : row[at + 1] >> excessBits;
        int blue = gray ? red : row[at + 2] >> excessBits;
        int alpha = transparent ? row[at + bands - 1] >> excessBits : 0xff;
        rgb[y * width + x] = onWhite((red << 16) | (green << 8) | blue, alpha);
      }
    }
  }

  private static int onWhite(int color, int alpha) {
    if (alpha == 0xff) {
      return color & 0xffffff;
    }
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += Byte.SIZE) {
      int part = (color >> shift) & 0xff;
      mixed |= ((part * alpha + 0xff * (0xff - alpha)) / 0xff) << shift;
    }
    return mixed;
  }
}
