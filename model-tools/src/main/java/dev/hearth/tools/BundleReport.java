package dev.hearth.tools;

import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.BundleVariant;
import dev.hearth.json.JsonSink;
import dev.hearth.platform.CpuFeatures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is to be said of a bundle.
 *
 * @param bundle the bundle
 * @param verified whether every file was compared with its checksum
 */
record BundleReport(Bundle bundle, boolean verified) implements Printed {

  static BundleReport of(Bundle bundle, boolean verified) {
    return new BundleReport(bundle, verified);
  }

  @Override
  public String text() {
    BundleManifest manifest = bundle.manifest();
    StringBuilder text = new StringBuilder();
    line(text, "bundle", bundle.folder().toString());
    line(text, "model", manifest.model().toString());
    manifest.licence().ifPresent(licence -> line(text, "licence", licence));
    line(text, "prepared on", manifest.preparedOn().toString());
    List<String> missing = manifest.preparedOn().cpu().missingFrom(CpuFeatures.current());
    if (!missing.isEmpty()) {
      line(text, "", "this machine lacks " + missing + "; the sample is run at each load");
    }
    line(text, "inputs", list(manifest.signature().inputs()));
    line(text, "outputs", list(manifest.signature().outputs()));
    manifest.variants().forEach(variant -> text(text, variant));
    if (verified) {
      line(text, "checked", "every file has the length and checksum the manifest names");
    }
    return text.toString();
  }

  private static void text(StringBuilder text, BundleVariant variant) {
    line(
        text,
        "variant",
        variant.name()
            + ": "
            + variant.precision().text()
            + (variant.accuracy().isPresent()
                ? ", accuracy " + variant.accuracy().getAsDouble()
                : "")
            + ", "
            + Size.of(variant.size().value())
            + " to fetch, "
            + Size.of(variant.weightBytes())
            + " mapped"
            + (variant.prepacked() ? ", prepacked" : ", not prepacked")
            + (variant.layoutAtLoad() ? ", laid out at load" : ""));
    if (!variant.requires().isEmpty()) {
      line(text, "", "needs " + String.join(", ", variant.requires()));
    }
    for (BundleFile file : variant.files()) {
      line(text, "", file.path() + "  " + Size.of(file.digest().bytes()));
    }
  }

  @Override
  public String json() {
    String manifest = new String(bundle.manifest().text(), StandardCharsets.UTF_8).strip();
    JsonSink json = new JsonSink().beginObject().field("bundle", bundle.folder().toString());
    json.field("verified", verified);
    String head = json.endObject().toString();
    return head.substring(0, head.length() - 1) + ",\"manifest\":" + manifest + "}";
  }

  private static String list(List<?> ports) {
    return ports.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  static void line(StringBuilder text, String name, String value) {
    text.append(String.format("%-12s %s%n", name, value));
  }
}
