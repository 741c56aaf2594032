package dev.hearth.examples.documentreader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.hearth.InvalidInputException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ImageDecoderTest {

  private static final int HEADER_LENGTH = 13;

  /** Where a PNG's header chunk begins, after the signature and the chunk's length. */
  private static final int HEADER = 12;

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void decode_anyKindOfPixels_givesTheColorsThatWereWritten(
      String name, BufferedImage image, int expected) {
    Picture picture = ImageDecoder.decode(PageDrawing.encoded(image, "png"));
    assertThat(picture.width()).isEqualTo(3);
    assertThat(picture.height()).isEqualTo(2);
    assertThat(picture.rgb()).as(name).containsOnly(expected);
  }

  static Stream<Arguments> decode_anyKindOfPixels_givesTheColorsThatWereWritten() {
    Color red = new Color(0xc8, 0x32, 0x14);
    return Stream.of(
        arguments("RGB", filled(BufferedImage.TYPE_INT_RGB, red), 0xc83214),
        arguments("BGR", filled(BufferedImage.TYPE_3BYTE_BGR, red), 0xc83214),
        arguments("indexed", filled(BufferedImage.TYPE_BYTE_INDEXED, Color.RED), 0xff0000),
        arguments("black and white", filled(BufferedImage.TYPE_BYTE_BINARY, Color.WHITE), 0xffffff),
        arguments("gray", gray(BufferedImage.TYPE_BYTE_GRAY, 0x80), 0x808080),
        arguments("gray of 16 bits", gray(BufferedImage.TYPE_USHORT_GRAY, 0x8000), 0x808080),
        arguments(
            "half transparent",
            filled(BufferedImage.TYPE_INT_ARGB, new Color(0, 0, 0, 0x80)),
            0x7f7f7f),
        arguments("transparent", new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB), 0xffffff));
  }

  @Test
  void decode_nothing_isRefused() {
    assertRefused(
        new byte[0], "image: 0 bytes (expected: a PNG or JPEG file); send the file's bytes");
  }

  @Test
  void decode_startOfASignature_isRefused() {
    assertRefused(
        new byte[] {(byte) 0x89, 'P'},
        "image: begins with the bytes 89 50 (expected: a PNG or JPEG file); convert it");
  }

  @Test
  void decode_anyPartOfAPng_isRefused() {
    byte[] whole = png();
    int enough = whole.length - 40;
    for (int length = 4; length < enough; length += 7) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(InvalidInputException.class)
          .as("%d of %d bytes", length, whole.length)
          .isThrownBy(() -> ImageDecoder.decode(part))
          .withMessageStartingWith("image: cannot be decoded: ")
          .withMessageEndingWith(" (expected: a whole PNG in gray or RGB); save it anew");
    }
  }

  @Test
  void decode_halfAJpeg_isRefused() {
    byte[] whole = PageDrawing.encoded(noise(), "jpeg");
    assertRefused(
        Arrays.copyOf(whole, whole.length / 2),
        "image: cannot be decoded: the file ends early (expected: a whole JPEG in gray or RGB);"
            + " save it anew");
  }

  @Test
  void decode_hugeSizeInTheHeader_isRefusedBeforeMemoryIsTaken() {
    byte[] bomb = png();
    ByteBuffer header = ByteBuffer.wrap(bomb);
    header.putInt(HEADER + 4, 100_000).putInt(HEADER + 8, 100_000);
    CRC32 sum = new CRC32();
    sum.update(bomb, HEADER, HEADER_LENGTH + 4);
    header.putInt(HEADER + 4 + HEADER_LENGTH, (int) sum.getValue());
    assertRefused(
        bomb, "image: 100000 x 100000 pixels (expected: at most 25000000 in all); scale it down");
  }

  @Test
  void decode_cmyk_isRefused() throws IOException {
    assertRefused(cmyk(), "image: colors of 4 parts (expected: gray or RGB); convert it to RGB");
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> ImageDecoder.decode(bytes))
        .withMessage(message);
  }

  private static byte[] png() {
    return PageDrawing.encoded(noise(), "png");
  }

  private static BufferedImage noise() {
    BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 1600; i++) {
      image.setRGB(i % 40, i / 40, (i * 7919) & 0xffffff);
    }
    return image;
  }

  private static BufferedImage filled(int type, Color color) {
    BufferedImage image = new BufferedImage(3, 2, type);
    for (int i = 0; i < 6; i++) {
      image.setRGB(i % 3, i / 3, color.getRGB());
    }
    return image;
  }

  private static BufferedImage gray(int type, int value) {
    BufferedImage image = new BufferedImage(3, 2, type);
    image.getRaster().setPixels(0, 0, 3, 2, new int[] {value, value, value, value, value, value});
    return image;
  }

  /** Writes four planes, as programs for print do. */
  private static byte[] cmyk() throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
