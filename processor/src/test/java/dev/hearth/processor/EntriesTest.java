package dev.hearth.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which entry classes are written, and what they do when a platform makes them. */
class EntriesTest {

  private static final String METHOD =
      "{ @Infer(model = \"m\") String f(Model model, String item) { return item; } }";

  private static Source function(String on) {
    return Source.shop(
        "@InferenceFunction(value = \"my-f\""
            + on
            + ", models = FakeModels.class) class F "
            + METHOD);
  }

  private static List<String> written(String on, StandIns... parts) {
    return Compilation.with(parts).of(function(on)).run().assertClean().writtenNames();
  }

  @Test
  void entries_withoutAdapters_areNone() {
    assertThat(written("")).containsExactly("shop/FFCodec.java", "shop/FInference.java");
  }

  @Test
  void entries_withOneAdapter_areItsOwn() {
    assertThat(written("", StandIns.LAMBDA))
        .containsExactly("shop/FFCodec.java", "shop/FInference.java", "shop/FLambda.java");
    assertThat(written("", StandIns.GCF))
        .containsExactly("shop/FFCodec.java", "shop/FHttp.java", "shop/FInference.java");
    assertThat(written("", StandIns.AZURE))
        .containsExactly("shop/FAzure.java", "shop/FFCodec.java", "shop/FInference.java");
  }

  @Test
  void events_areForQueuesAndObjectsOnly() {
    assertThat(written(", on = Trigger.STREAM", StandIns.GCF)).doesNotContain("shop/FEvents.java");
    assertThat(written(", on = Trigger.OBJECT", StandIns.GCF)).contains("shop/FEvents.java");
    assertThat(written(", on = Trigger.QUEUE", StandIns.GCF))
        .contains("shop/FEvents.java", "shop/FHttp.java");
  }

  @Test
  void entries_madeByAPlatform_holdTheService() throws ReflectiveOperationException {
    Compiled.Loaded loaded =
        Compilation.with(StandIns.LAMBDA, StandIns.GCF)
            .of(function(", on = Trigger.QUEUE"))
            .run()
            .assertClean()
            .load();

    for (String entry : List.of("shop.FLambda", "shop.FHttp", "shop.FEvents")) {
      Object made = loaded.type(entry).getConstructor().newInstance();
      Object service = made.getClass().getField("service").get(made);
      assertThat(((InferenceService) service).name()).as(entry).isEqualTo("my-f");
    }
  }

  @Test
  @SuppressWarnings("NullAway") // The stand-ins look at no request and no context.
  void azureMethods_delegateToTheAdapter() {
    Compiled.Loaded loaded =
        Compilation.with(StandIns.AZURE)
            .of(function(", on = {Trigger.HTTP, Trigger.QUEUE, Trigger.OBJECT, Trigger.STREAM}"))
            .run()
            .assertClean()
            .load();
    Object made = loaded.make("shop.FAzure");

    loaded.call(made, "http", null, null);
    loaded.call(made, "queue", "m", "id-1", null);
    assertThat(loaded.call(made, "blob", new byte[] {1}, "a.json", null)).isEqualTo(new byte[] {1});
    loaded.call(made, "events", List.of("e"), null);
    loaded.call(made, "warmup", null, null);

    assertThat(asked(loaded))
        .hasToString("[http my-f, queue m id-1, blob a.json, events [e], warmup]");
  }

  private static Object asked(Compiled.Loaded loaded) {
    try {
      return loaded.type("dev.hearth.azure.AzureInference").getField("ASKED").get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void azureMethods_haveNamesThatAnAppCanTellApart() {
    Compiled.Loaded loaded =
        Compilation.with(StandIns.AZURE)
            .of(function(", on = {Trigger.QUEUE, Trigger.HTTP}"))
            .run()
            .load();

    assertThat(names(loaded)).containsExactly("my-f", "my-f-queue", "warmup");
  }

  @Test
  void warmup_ofASecondFunction_canBeLeftOut() {
    Compiled.Loaded loaded =
        Compilation.with(StandIns.AZURE).of(function(", warmup = false")).run().load();

    assertThat(names(loaded)).containsExactly("my-f");
  }

  private static List<String> names(Compiled.Loaded loaded) {
    return Arrays.stream(loaded.type("shop.FAzure").getMethods())
        .map(method -> method.getAnnotation(FunctionName.class))
        .filter(name -> name != null)
        .map(FunctionName::value)
        .sorted()
        .toList();
  }

  @Test
  void azureHttp_ofBytes_takesBodiesAsTheyWereSent() throws ReflectiveOperationException {
    Compiled.Loaded loaded =
        Compilation.with(StandIns.AZURE)
            .of(
                Source.shop(
                    "@InferenceFunction(value = \"f\", models = FakeModels.class) class F { @Infer("
                        + "model = \"m\") String f(Model model, byte[] item) { return \"\"; } }"))
            .run()
            .assertClean()
            .load();
    Method http =
        Arrays.stream(loaded.type("shop.FAzure").getMethods())
            .filter(method -> method.getName().equals("http"))
            .findFirst()
            .orElseThrow();
    HttpTrigger trigger = http.getParameters()[0].getAnnotation(HttpTrigger.class);

    assertThat(trigger.dataType()).isEqualTo("binary");
    assertThat(http.getGenericParameterTypes()[0].getTypeName()).contains("Optional<byte[]>");
  }

  @Test
  void cache_withS3OnTheClassPath_isGivenItsStore() throws ReflectiveOperationException {
    assertThat(schemes(StandIns.CACHE)).isEqualTo("[]");
    assertThat(schemes(StandIns.CACHE, StandIns.S3)).isEqualTo("[s3]");
  }

  private static Object schemes(StandIns... parts) throws ReflectiveOperationException {
    Compiled.Loaded loaded =
        Compilation.with(parts)
            .of(Source.shop("@InferenceFunction(\"f\") class F " + METHOD))
            .run()
            .assertClean()
            .load();
    service(loaded, Map.of());
    return loaded.type("dev.hearth.cache.EnvironmentCache").getField("schemes").get(null);
  }

  private static InferenceService service(Compiled.Loaded loaded, Map<String, String> variables) {
    Environment environment = new Environment(variables);
    return (InferenceService) loaded.call(loaded.type("shop.FInference"), "service", environment);
  }

  @Test
  void objects_areThereForEventsOnly() {
    assertThat(withObjects("", Map.of()).objects()).isEmpty();
    assertThat(withObjects(", on = Trigger.STREAM", Map.of()).objects()).isPresent();
    assertThat(withObjects(", on = Trigger.QUEUE", Map.of()).results()).isEmpty();
  }

  @Test
  void results_areWrittenWhereTheEnvironmentSays() {
    InferenceService service =
        withObjects(", on = Trigger.OBJECT", Map.of("HEARTH_RESULTS", "s3://bucket/done"));

    service.results().orElseThrow().write("id-1", new byte[0], Deadline.none());

    ClassLoader loader = service.objects().orElseThrow().getClass().getClassLoader();
    Compiled.Loaded loaded = new Compiled.Loaded(loader);
    assertThat(written(loaded)).hasToString("[bucket done/id-1.json]");
  }

  private static Object written(Compiled.Loaded loaded) {
    try {
      return loaded.type("dev.hearth.cache.s3.S3Objects").getField("WRITTEN").get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InferenceService withObjects(String on, Map<String, String> variables) {
    Compiled compiled =
        Compilation.with(StandIns.CACHE, StandIns.OBJECTS).of(function(on)).run().assertClean();
    return service(compiled.load(), variables);
  }

  @Test
  void function_nestedInAClass_isNamedAfterBoth() {
    Compiled compiled =
        Compilation.with(StandIns.LAMBDA)
            .of(
                Source.shop(
                    "class Outer { @InferenceFunction(value = \"f\", models = FakeModels.class)"
                        + " static class F "
                        + METHOD
                        + " }"))
            .run()
            .assertClean();

    assertThat(compiled.writtenNames())
        .containsExactly(
            "shop/OuterFFCodec.java", "shop/OuterFInference.java", "shop/OuterFLambda.java");
  }

  @Test
  void function_inTheUnnamedPackage_isWrittenThere() {
    Compiled compiled =
        Compilation.with(StandIns.LAMBDA)
            .of(
                Source.of(
                    """
                    import dev.hearth.annotation.*;
                    @InferenceFunction(value = "f", models = dev.hearth.processor.FakeModels.class)
                    class F {
                      record Item(String text) {}
                      @Infer(model = "m") Item f(dev.hearth.Model model, Item item) { return item; }
                    }
                    """))
            .run()
            .assertClean();

    assertThat(compiled.writtenNames())
        .containsExactly("FFCodec.java", "FInference.java", "FLambda.java");
  }
}
