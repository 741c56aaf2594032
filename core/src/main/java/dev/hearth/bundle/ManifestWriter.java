package dev.hearth.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.Signature;
import dev.hearth.json.JsonSink;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** Writes manifests, strictly: one form for one content. */
final class ManifestWriter {

  /** The version of the format that is written; see docs/bundle-format.md. */
  static final int MAJOR = 1;

  static final int MINOR = 0;

  /** What stands between the checked bytes and the checksum's digits. */
  static final String CHECKSUM = ",\"checksum\":\"crc32c:";

  static final String END = "\"}\n";

  private ManifestWriter() {}

  static byte[] write(BundleManifest manifest) {
    JsonSink json = new JsonSink().beginObject();
    json.field("format", "hearth-bundle").field("formatVersion", MAJOR + "." + MINOR);
    json.field("model", manifest.model().toString());
    manifest.licence().ifPresent(licence -> json.field("licence", licence));
    json.name("preparedOn").value(sink -> preparedOn(sink, manifest.preparedOn()));
    json.name("inputs").value(sink -> ports(sink, manifest.signature().inputs()));
    json.name("outputs").value(sink -> ports(sink, manifest.signature().outputs()));
    json.name("variants").beginArray();
    manifest.variants().forEach(variant -> json.value(sink -> variant(sink, variant)));
    json.endArray().endObject();
    return sealed(json.toString());
  }

  private static byte[] sealed(String object) {
    String open = object.substring(0, object.length() - 1);
    return (open + CHECKSUM + checksum(open.getBytes(UTF_8), 0) + END).getBytes(UTF_8);
  }

  /** Returns the checksum of all but the last bytes of a text. */
  static String checksum(byte[] text, int without) {
    CRC32C crc = new CRC32C();
    crc.update(text, 0, text.length - without);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static void preparedOn(JsonSink json, PreparedOn preparedOn) {
    json.beginObject().field("onnxruntime", preparedOn.runtime());
    json.field("architecture", preparedOn.cpu().architecture());
    json.name("cpuFeatures").value(sink -> texts(sink, preparedOn.cpu().names())).endObject();
  }

  private static void ports(JsonSink json, List<Signature.Port> ports) {
    json.beginArray();
    for (Signature.Port port : ports) {
      json.beginObject().field("name", port.name()).field("type", port.type().name());
      json.name("shape").beginArray();
      for (long dim : port.shape().dims()) {
        json.value(dim);
      }
      json.endArray().endObject();
    }
    json.endArray();
  }

  private static void variant(JsonSink json, BundleVariant variant) {
    json.beginObject().field("name", variant.name());
    json.field("precision", variant.precision().text());
    variant.accuracy().ifPresent(accuracy -> json.field("accuracy", accuracy));
    json.field("layoutAtLoad", variant.layoutAtLoad());
    json.name("requires").value(sink -> texts(sink, variant.requires()));
    json.field("weightBytes", variant.weightBytes());
    json.field("prepackedBytes", variant.prepackedBytes());
    json.name("graph").value(sink -> file(sink, variant.graph()));
    variant.weights().ifPresent(file -> json.name("weights").value(sink -> file(sink, file)));
    variant.tensors().ifPresent(file -> json.name("tensors").value(sink -> file(sink, file)));
    json.name("sample").value(sink -> file(sink, variant.sample())).endObject();
  }

  private static void file(JsonSink json, BundleFile file) {
    FileDigest digest = file.digest();
    json.beginObject().field("path", file.path()).field("bytes", digest.bytes());
    json.field("crc32c", digest.crc32c());
    digest.sha256().ifPresent(digits -> json.field("sha256", digits));
    json.endObject();
  }

  private static void texts(JsonSink json, List<String> texts) {
    json.beginArray();
    texts.forEach(json::value);
    json.endArray();
  }
}
