package dev.hearth.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.cache.FolderModelStore;
import dev.hearth.json.JsonValue;
import dev.hearth.spi.Alias;
import dev.hearth.spi.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user sees it, on a real model. */
final class HearthTest {

  private static final Path MODEL = Path.of("target/models/all-minilm-l6-v2-q.onnx");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  private int run(String... args) {
    return Hearth.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private Path prepared() {
    Path bundle = folder.resolve("bundle");
    assertThat(run("prepare", "--model", "minilm@3", "--out", bundle.toString(), MODEL.toString()))
        .isZero();
    return bundle;
  }

  @Test
  void prepare_realModel_makesAWholeBundle() {
    Path bundle = prepared();
    Bundle.in(bundle).verify();
    assertThat(out.toString()).contains("model        minilm@3").contains("int8: int8");
    assertThat(err.toString()).contains("prepare: int8: checking its outputs");
  }

  @Test
  void prepare_asJson_printsOneObjectWithTheManifest() {
    Path bundle = folder.resolve("bundle");
    int code =
        run(
            "prepare",
            "--json",
            "--model",
            "minilm@3",
            "--accuracy",
            "small=0.98",
            "--requires",
            "small=avx2",
            "--out",
            bundle.toString(),
            "small=" + MODEL);
    assertThat(code).isZero();
    JsonValue json = JsonValue.parse(out.toString().getBytes(StandardCharsets.UTF_8), "report");
    JsonValue variant = json.field("manifest").field("variants").items().get(0);
    assertThat(variant.field("name").text()).isEqualTo("small");
    assertThat(variant.field("accuracy").number()).isEqualTo(0.98);
    assertThat(variant.field("requires").items().get(0).text()).isEqualTo("avx2");
  }

  @Test
  void prepare_noSuchFile_failsInOneLine() {
    Path bundle = folder.resolve("bundle");
    int code =
        run("prepare", "--model", "minilm@3", "--out", bundle.toString(), "/nowhere/model.onnx");
    assertThat(code).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "prepare: model 'minilm@3': no file /nowhere/model.onnx (expected: an .onnx file);"
                + " correct the path\n");
    assertThat(bundle).doesNotExist();
  }

  @Test
  void prepare_wrongUsage_saysWhatWasExpected() {
    assertThat(run("prepare", "model.onnx")).isEqualTo(2);
    assertThat(err.toString()).contains("--model=NAME@VERSION").contains("Usage: hearth prepare");
    assertThat(run("prepare", "--model", "minilm", "--out", "x", MODEL.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("'minilm@latest' (expected: a version, not an alias)");
    assertThat(
            run("prepare", "--model", "a@1", "--out", "x", "--accuracy", "b=1", MODEL.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--accuracy: no file is named 'b'");
  }

  @Test
  void noCommand_isWrongUsage_helpIsNot() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("dance")).isEqualTo(2);
    assertThat(run("--help")).isZero();
    assertThat(run("publish", "--help")).isZero();
  }

  @Test
  void inspect_bundle_comparesEveryFile() throws IOException {
    Path bundle = prepared();
    assertThat(run("inspect", bundle.toString())).isZero();
    assertThat(out.toString()).contains("every file has the length and checksum");
    byte[] graph = Files.readAllBytes(bundle.resolve("int8/graph.onnx"));
    graph[graph.length / 2] ^= 4;
    Files.write(bundle.resolve("int8/graph.onnx"), graph);
    assertThat(run("inspect", bundle.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("graph.onnx: crc32c").contains("replace the bundle");
  }

  @Test
  void inspect_model_countsOperatorsWithoutLoadingIt() {
    assertThat(run("inspect", MODEL.toString())).isZero();
    assertThat(out.toString()).contains("36 MatMulInteger").contains("ai.onnx 11");
    assertThat(run("inspect", "--json", folder.toString())).isEqualTo(1);
    assertThat(run("inspect", "/nowhere")).isEqualTo(1);
  }

  @Test
  void publish_bundle_landsOnceWithItsAlias() {
    Path bundle = prepared();
    Path store = folder.resolve("store");
    assertThat(run("publish", bundle.toString(), "--to", store.toString(), "--latest")).isZero();
    assertThat(err.toString()).contains("publish: 100 %");
    try (ModelStore models = FolderModelStore.at(store)) {
      ModelRef minilm = new ModelRef("minilm", "3");
      byte[] text = models.manifest(minilm, Deadline.none()).orElseThrow();
      assertThat(BundleManifest.parse(text, "store").model()).isEqualTo(minilm);
      assertThat(models.resolve(ModelRef.parse("minilm"), null, Deadline.none()))
          .isInstanceOfSatisfying(
              Alias.Version.class, alias -> assertThat(alias.version()).isEqualTo("3"));
    }
    assertThat(run("publish", bundle.toString(), "--to", store.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is already there");
  }

  @Test
  void publish_plainModel_needsAName() {
    String store = folder.resolve("store").toString();
    assertThat(run("publish", MODEL.toString(), "--to", store)).isEqualTo(2);
    assertThat(run("publish", "--model", "minilm@3", "--to", store, MODEL.toString())).isZero();
    assertThat(Path.of(store, "minilm/3/model.onnx")).hasSameBinaryContentAs(MODEL);
  }

  @Test
  void publish_otherNameThanTheBundles_isWrongUsage() {
    Path bundle = prepared();
    String store = folder.resolve("store").toString();
    assertThat(run("publish", "--model", "other@3", "--to", store, bundle.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--model: 'other@3' (expected: 'minilm@3'");
    assertThat(Path.of(store)).doesNotExist();
  }
}
