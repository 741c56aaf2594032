package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.hearth.InferenceParts.CountedModel;
import dev.hearth.InferenceParts.NumberCodec;
import dev.hearth.InferenceParts.WeightlessModel;
import dev.hearth.spi.ResultSink;
import org.junit.jupiter.api.Test;

class InferenceServiceTest {

  private final CountedModel first = new CountedModel(() -> new WeightlessModel("disk"));
  private final CountedModel second = new CountedModel(() -> new WeightlessModel("disk"));
  private final Inference<Long, String> one = inference("one", first);
  private final Inference<Long, String> two = inference("two", second);

  @Test
  void of_oneFunction_answersAtEveryPath() {
    InferenceService service = InferenceService.of(one);
    assertThat(service.name()).isEqualTo("one");
    assertThat(service.routes()).containsExactly("/");
    assertThat(service.main()).isSameAs(one);
    for (String path : new String[] {"", "/", "/any", "/any/where/"}) {
      assertThat(service.at(path)).as(path).containsSame(one);
    }
  }

  @Test
  void at_severalRoutes_isTheOneThatThePathEndsWith() {
    InferenceService service = service().route("/a", one).route("/b/c", two).build();
    assertThat(service.at("/a")).containsSame(one);
    assertThat(service.at("/a/")).containsSame(one);
    assertThat(service.at("/stage/v1/a")).containsSame(one);
    assertThat(service.at("/stage/b/c")).containsSame(two);
    for (String path : new String[] {"", "/", "/aa", "/xa", "a", "/c", "/a/b", "/A", "//"}) {
      assertThat(service.at(path)).as(path).isEmpty();
    }
  }

  @Test
  void at_severalRoutesFit_isTheLongestInAnyOrder() {
    InferenceService shortFirst = service().route("/c", one).route("/b/c", two).build();
    InferenceService longFirst = service().route("/b/c", two).route("/c", one).build();
    for (InferenceService service : new InferenceService[] {shortFirst, longFirst}) {
      assertThat(service.at("/b/c")).containsSame(two);
      assertThat(service.at("/x/b/c/")).containsSame(two);
      assertThat(service.at("/c")).containsSame(one);
    }
  }

  @Test
  void at_rootBesideOthers_takesTheRest() {
    InferenceService service = service().route("/a", one).route("/", two).build();
    assertThat(service.at("/a")).containsSame(one);
    assertThat(service.at("/b")).containsSame(two);
    assertThat(service.main()).isSameAs(two);
  }

  @Test
  void main_noRoot_isTheFirst() {
    assertThat(service().route("/b", two).route("/a", one).build().main()).isSameAs(two);
  }

  @Test
  void route_malformedOrTwice_isRefused() {
    for (String route : new String[] {"", "a", "/a/"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> service().route(route, one))
          .withMessage("route: '" + route + "' (expected: '/', or a path that begins with '/')");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> service().route("/a", one).route("/a", two))
        .withMessage("route: '/a' stands twice (expected: one function for each)");
  }

  @Test
  void build_noRoute_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> service().build())
        .withMessage("routes of service 's': none (expected: at least one); call route(...)");
  }

  @Test
  void build_builderChangedLater_isNotReached() {
    InferenceService.Builder builder = service().route("/a", one);
    InferenceService built = builder.build();
    builder.route("/b", two);
    assertThat(built.routes()).containsExactly("/a");
  }

  @Test
  void results_setOrNot_areWhatWasSet() {
    ResultSink sink = (id, json, deadline) -> {};
    assertThat(service().route("/", one).results(sink).build().results()).containsSame(sink);
    assertThat(InferenceService.of(one).results()).isEmpty();
    assertThat(InferenceService.of(one).objects()).isEmpty();
  }

  @Test
  void preload_always_beginsAll() {
    InferenceService service = service().route("/a", one).route("/b", two).build();
    service.preload();
    assertThat(first.preloads).hasValue(1);
    assertThat(second.preloads).hasValue(1);
    assertThat(service.isLoaded()).isFalse();
  }

  @Test
  void load_always_waitsForAll() {
    InferenceService service = service().route("/a", one).route("/b", two).build();
    service.load(Deadline.none());
    assertThat(first.closed).hasValue(1);
    assertThat(second.closed).hasValue(1);
    assertThat(service.isLoaded()).isTrue();
  }

  private static InferenceService.Builder service() {
    return InferenceService.builder("s");
  }

  private static Inference<Long, String> inference(String name, LazyModel model) {
    return Inference.<Long, String>builder(
            name,
            model,
            new NumberCodec(),
            (leased, items, call) -> items.stream().map(String::valueOf).toList())
        .build();
  }
}
