package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Deadline;
import dev.hearth.FakeTicker;
import dev.hearth.function.Call;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuspectsTest {

  private final Suspects<Work, Integer> suspects = new Suspects<>();
  private final List<Item<Work, Integer>> items =
      new BatchQueue<>(new FakeTicker(), Work.batcher().settings(), Work::run)
          .submission(
              IntStream.range(0, 8).mapToObj(Work::of).toList(), new Call("r", Deadline.none()))
          .items();

  @Test
  void failed_batch_isHalved() {
    suspects.failed(items, false, items.size());
    assertThat(suspects.rows()).isEqualTo(8);
    assertThat(poll()).containsExactly(0, 1, 2, 3);
    assertThat(poll()).containsExactly(4, 5, 6, 7);
    assertThat(suspects.isEmpty()).isTrue();
    assertThat(suspects.poll()).isNull();
  }

  @Test
  void succeeded_firstHalf_theOtherIsHalvedWithoutBeingRun() {
    suspects.failed(items, false, items.size());
    suspects.succeeded(Objects.requireNonNull(suspects.poll()));
    assertThat(poll()).containsExactly(4, 5);
    assertThat(poll()).containsExactly(6, 7);
  }

  @Test
  void succeeded_otherHalfIsOneItem_thatRunsAlone() {
    suspects.failed(items.subList(0, 2), false, 2);
    suspects.succeeded(Objects.requireNonNull(suspects.poll()));
    assertThat(poll()).containsExactly(1);
    assertThat(suspects.isEmpty()).isTrue();
  }

  @Test
  void succeeded_otherHalfRunsAlready_isLeftAlone() {
    suspects.failed(items, false, items.size());
    Suspects.Group<Work, Integer> first = Objects.requireNonNull(suspects.poll());
    poll();
    suspects.succeeded(first);
    assertThat(suspects.isEmpty()).isTrue();
  }

  @Test
  void remove_itemsOfACallerThatLeft_areNotRunAgain() {
    suspects.failed(items, false, items.size());
    items.subList(0, 5).forEach(suspects::remove);
    assertThat(poll()).containsExactly(5, 6, 7);
    assertThat(suspects.isEmpty()).isTrue();
  }

  @Test
  void isQuick_failureAfterASmallPartOfTheTimeExpected() {
    assertThat(Suspects.isQuick(1, 100)).isTrue();
    assertThat(Suspects.isQuick(90, 100)).isFalse();
    assertThat(Suspects.isQuick(1, 0)).isFalse();
  }

  private List<Integer> poll() {
    return Objects.requireNonNull(suspects.poll()).items.stream()
        .map(item -> item.value.id())
        .toList();
  }
}
