package dev.hearth.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.hearth.ConfigurationException;
import dev.hearth.ElementType;
import dev.hearth.InvalidInputException;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.Shape;
import dev.hearth.Signature;
import dev.hearth.json.JsonValue;
import dev.hearth.platform.CpuFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Reads manifests, leniently: members that this version does not know are passed over. */
final class ManifestReader {

  private static final int CHECKSUM_DIGITS = 8;
  private static final int SEAL =
      ManifestWriter.CHECKSUM.length() + CHECKSUM_DIGITS + ManifestWriter.END.length();

  private final String where;

  private ManifestReader(String where) {
    this.where = where;
  }

  static BundleManifest read(byte[] text, String where) {
    return new ManifestReader(where).read(text);
  }

  private BundleManifest read(byte[] text) {
    if (text.length > BundleManifest.MAX_BYTES) {
      throw broken(
          text.length + " bytes (expected: at most " + BundleManifest.MAX_BYTES + ")", null);
    }
    try {
      JsonValue json = JsonValue.parse(text, "manifest");
      requireMajor(json);
      requireSeal(text);
      return manifest(json);
    } catch (InvalidInputException | IllegalArgumentException e) {
      throw broken(String.valueOf(e.getMessage()), e);
    }
  }

  /** Looked at first: the checks of a format to come may be others. */
  private void requireMajor(JsonValue json) {
    String format = json.field("format").text();
    String version = json.field("formatVersion").text();
    int dot = version.indexOf('.');
    if (!format.equals("hearth-bundle") || dot < 1) {
      throw new IllegalArgumentException(
          "format '" + format + "', version '" + version + "' (expected: 'hearth-bundle', 'N.N')");
    }
    int major = Integer.parseInt(version.substring(0, dot));
    if (major > ManifestWriter.MAJOR) {
      throw new ConfigurationException(
          "manifest "
              + where
              + ": formatVersion '"
              + version
              + "' (expected: "
              + ManifestWriter.MAJOR
              + ".x, which this version of Hearth reads); prepare the bundle with this version's"
              + " 'hearth prepare', or take a newer version of Hearth into the function");
    }
  }

  private static void requireSeal(byte[] text) {
    String end =
        new String(text, Math.max(0, text.length - SEAL), Math.min(SEAL, text.length), ISO_8859_1);
    String expected =
        ManifestWriter.CHECKSUM
            + ManifestWriter.checksum(text, Math.min(SEAL, text.length))
            + ManifestWriter.END;
    if (!end.equals(expected)) {
      throw new IllegalArgumentException(
          "end '" + end.strip() + "' (expected: '" + expected.strip() + "')");
    }
  }

  private static BundleManifest manifest(JsonValue json) {
    JsonValue prepared = json.field("preparedOn");
    List<BundleVariant> variants = new ArrayList<>();
    for (JsonValue variant : json.field("variants").items()) {
      readable(variant).ifPresent(variants::add);
    }
    return new BundleManifest(
        ModelRef.parse(json.field("model").text()),
        json.optional("licence").map(JsonValue::text),
        new PreparedOn(
            prepared.field("onnxruntime").text(),
            new CpuFeatures(
                prepared.field("architecture").text(), texts(prepared.field("cpuFeatures")))),
        new Signature(ports(json.field("inputs")), ports(json.field("outputs"))),
        variants);
  }

  /** Passes over variants of a precision to come. */
  private static Optional<BundleVariant> readable(JsonValue json) {
    return Precision.of(json.field("precision").text()).map(precision -> variant(json, precision));
  }

  private static BundleVariant variant(JsonValue json, Precision precision) {
    Optional<JsonValue> accuracy = json.optional("accuracy");
    return new BundleVariant(
        json.field("name").text(),
        precision,
        accuracy.isPresent() ? OptionalDouble.of(accuracy.get().number()) : OptionalDouble.empty(),
        json.field("layoutAtLoad").flag(),
        texts(json.field("requires")),
        json.field("weightBytes").integer(),
        json.field("prepackedBytes").integer(),
        file(json.field("graph")),
        json.optional("weights").map(ManifestReader::file),
        json.optional("tensors").map(ManifestReader::file),
        file(json.field("sample")));
  }

  private static BundleFile file(JsonValue json) {
    return new BundleFile(
        json.field("path").text(),
        new FileDigest(
            json.field("bytes").integer(),
            json.field("crc32c").text(),
            json.optional("sha256").map(JsonValue::text)));
  }

  private static List<Signature.Port> ports(JsonValue json) {
    List<Signature.Port> ports = new ArrayList<>();
    for (JsonValue port : json.items()) {
      List<JsonValue> shape = port.field("shape").items();
      long[] dims = new long[shape.size()];
      for (int axis = 0; axis < dims.length; axis++) {
        dims[axis] = shape.get(axis).integer();
      }
      ports.add(
          new Signature.Port(
              port.field("name").text(),
              ElementType.valueOf(port.field("type").text()),
              Shape.of(dims)));
    }
    return ports;
  }

  private static List<String> texts(JsonValue json) {
    List<String> texts = new ArrayList<>();
    for (JsonValue text : json.items()) {
      texts.add(text.text());
    }
    return texts;
  }

  private ModelBrokenException broken(String found, @Nullable Throwable cause) {
    return new ModelBrokenException(
        "manifest "
            + where
            + ": "
            + found
            + " (expected: a whole manifest of a Hearth bundle); replace the bundle",
        cause);
  }
}
