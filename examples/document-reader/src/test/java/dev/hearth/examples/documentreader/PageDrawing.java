package dev.hearth.examples.documentreader;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws a page with a font of the build's own. Confined to one thread at a time. */
final class PageDrawing {

  static final String SANS = "LiberationSans-Regular";
  static final String BOLD = "DejaVuSans-Bold";
  static final String SERIF = "DejaVuSerif";
  static final String MONO = "DejaVuSansMono";

  private static final Path FONTS = Path.of(System.getProperty("fonts.dir", "target/fonts"));
  private static final double LEADING = 1.4;

  private final int width;
  private final int height;
  private String font = SANS;
  private float size = 24;
  private Color paper = Color.WHITE;
  private Color ink = Color.BLACK;
  private double degrees;
  private int type = BufferedImage.TYPE_INT_RGB;

  private PageDrawing(int width, int height) {
    this.width = width;
    this.height = height;
  }

  static PageDrawing of(int width, int height) {
    return new PageDrawing(width, height);
  }

  PageDrawing font(String name, float points) {
    font = name;
    size = points;
    return this;
  }

  PageDrawing colors(Color background, Color text) {
    paper = background;
    ink = text;
    return this;
  }

  /** Turns the text around the middle of the page, clockwise. */
  PageDrawing turned(double angle) {
    degrees = angle;
    return this;
  }

  PageDrawing imageType(int constant) {
    type = constant;
    return this;
  }

  /** Draws lines below each other; a tab leads to the right half. */
  BufferedImage lines(List<String> lines) {
    BufferedImage page = new BufferedImage(width, height, type);
    Graphics2D pen = page.createGraphics();
    pen.setColor(paper);
    pen.fillRect(0, 0, width, height);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.rotate(Math.toRadians(degrees), width / 2.0, height / 2.0);
    pen.setColor(ink);
    pen.setFont(load(font).deriveFont(size));
    double down = 2 * size;
    for (String line : lines) {
      String[] columns = line.split("\t", -1);
      for (int i = 0; i < columns.length; i++) {
        pen.drawString(columns[i], 1.5f * size + i * width / 2f, (float) down);
      }
      down += LEADING * size;
    }
    pen.dispose();
    return page;
  }

  static byte[] encoded(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalStateException("no writer of " + format + " for " + image);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Font load(String name) {
    try {
      return Font.createFont(Font.TRUETYPE_FONT, FONTS.resolve(name + ".ttf").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException(e);
    }
  }
}
