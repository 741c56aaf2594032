package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Deadline;
import dev.hearth.FakeTicker;
import dev.hearth.function.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemQueueTest {

  private final FakeTicker ticker = new FakeTicker();
  private final Map<String, Double> weights = Map.of("heavy", 3.0);
  private final BatchQueue<Work, Integer> maker =
      new BatchQueue<>(
          ticker,
          Work.batcher().tenantWeights(name -> weights.getOrDefault(name, 1.0)).settings(),
          Work::run);
  private final ItemQueue<Work, Integer> queue = new ItemQueue<>();

  @Test
  void poll_differentDeadlines_earliestFirst() {
    add("", 300, Work.of(1));
    add("", 100, Work.of(2));
    add("", null, Work.of(3));
    add("", 200, Work.of(4));
    assertThat(pollAll()).containsExactly(2, 4, 1, 3);
  }

  @Test
  void poll_sameDeadline_firstComeFirstServed() {
    for (int i = 0; i < 20; i++) {
      add("", 100, Work.of(i));
    }
    assertThat(pollAll()).isSorted().hasSize(20);
  }

  @Test
  void poll_noDeadlines_firstComeFirstServed() {
    for (int i = 0; i < 20; i++) {
      add("", null, Work.of(i));
    }
    assertThat(pollAll()).isSorted().hasSize(20);
  }

  @Test
  void poll_twoTenants_takeTurns() {
    for (int i = 0; i < 4; i++) {
      add("a", null, Work.of(i));
    }
    add("b", null, Work.of(10));
    add("b", null, Work.of(11));
    assertThat(pollAll()).containsExactly(0, 10, 1, 11, 2, 3);
  }

  @Test
  void poll_tenantOfMoreRows_hasFewerTurns() {
    for (int i = 0; i < 3; i++) {
      add("a", null, Work.rows(i, 2));
    }
    for (int i = 10; i < 16; i++) {
      add("b", null, Work.of(i));
    }
    assertThat(pollAll().subList(0, 6)).filteredOn(id -> id < 10).hasSize(2);
  }

  @Test
  void poll_heavyTenant_hasTurnsByItsWeight() {
    for (int i = 0; i < 40; i++) {
      add("heavy", null, Work.of(i));
      add("light", null, Work.of(100 + i));
    }
    assertThat(pollAll().subList(0, 40)).filteredOn(id -> id < 100).hasSize(30);
  }

  @Test
  void poll_tenantComesBack_goesFirstForAFewRowsAndIsNotOwedThePast() {
    add("a", null, Work.of(0));
    add("b", null, Work.of(100));
    pollAll();
    for (int i = 0; i < 50; i++) {
      add("a", null, Work.of(1));
      pollAll();
    }
    for (int i = 0; i < 40; i++) {
      add("a", null, Work.of(2));
      add("b", null, Work.of(102));
    }
    List<Integer> order = pollAll();
    assertThat(order.subList(0, 16)).containsOnly(102);
    assertThat(order.subList(18, 38)).filteredOn(id -> id == 102).hasSizeBetween(9, 11);
  }

  @Test
  void poll_firstHasTooManyRows_nothingOvertakesIt() {
    add("", null, Work.rows(1, 5));
    add("", null, Work.of(2));
    assertThat(queue.poll(0, 4)).isNull();
    assertThat(pollAll()).containsExactly(1, 2);
  }

  @Test
  void rows_areCountedByShapeAndTenant() {
    add("a", null, Work.rows(1, 2));
    add("b", null, new Work(2, 3, 100, false));
    int longer = maker.shapes().bucket(Work.length(0, 100));
    assertThat(queue.rows()).isEqualTo(5);
    assertThat(queue.items()).isEqualTo(2);
    assertThat(queue.rows(0)).isEqualTo(2);
    assertThat(queue.rows(longer)).isEqualTo(3);
    assertThat(queue.rows("b")).isEqualTo(3);
    assertThat(queue.rows("c")).isZero();
  }

  @Test
  void remove_item_isGoneOnce() {
    Item<Work, Integer> item = add("", null, Work.rows(1, 2));
    queue.remove(item);
    queue.remove(item);
    assertThat(queue.items()).isZero();
    assertThat(queue.rows()).isZero();
    assertThat(queue.first()).isNull();
    assertThat(queue.oldest()).isNull();
  }

  @Test
  void oldest_differsFromFirst_whereLaterItemsHaveEarlierDeadlines() {
    Item<Work, Integer> old = add("", null, Work.of(1));
    ticker.advance(Duration.ofMillis(5));
    Item<Work, Integer> urgent = add("", 10, Work.of(2));
    assertThat(queue.first()).isSameAs(urgent);
    assertThat(queue.oldest()).isSameAs(old);
    queue.remove(old);
    assertThat(queue.oldest()).isSameAs(urgent);
  }

  @Test
  void activeTenants_areThoseThatWaitOrWereHereLately() {
    add("a", null, Work.of(1));
    add("b", null, Work.of(2));
    pollAll();
    assertThat(queue.activeTenants(ticker.nanos())).isEqualTo(2);
    ticker.advance(Duration.ofSeconds(2));
    add("b", null, Work.of(3));
    assertThat(queue.activeTenants(ticker.nanos())).isEqualTo(1);
  }

  @Test
  void tenants_thatWentAway_areForgotten() {
    for (int i = 0; i < 100; i++) {
      add("tenant " + i, null, Work.of(i));
      pollAll();
      ticker.advance(Duration.ofSeconds(2));
    }
    add("x", null, Work.of(1));
    add("y", null, Work.of(2));
    assertThat(queue.activeTenants(ticker.nanos())).isEqualTo(2);
  }

  @Test
  void isFlooded_beganWithMuch_goesOnUntilLittleWaits() {
    add("quiet", null, Work.of(1));
    addLoud(4);
    assertThat(isFlooded()).isFalse();
    addLoud(1);
    assertThat(isFlooded()).isTrue();
    pollLoud(3);
    assertThat(isFlooded()).isTrue();
    pollLoud(1);
    assertThat(isFlooded()).isFalse();
  }

  @Test
  void isFlooded_othersHaveAsMuch_isNot() {
    add("quiet", null, Work.of(1));
    addLoud(9);
    assertThat(isFlooded()).isTrue();
    for (int i = 0; i < 8; i++) {
      add("quiet", null, Work.of(i));
    }
    assertThat(isFlooded()).isFalse();
  }

  @Test
  void isFlooded_othersWereNotHereLately_isNot() {
    add("quiet", null, Work.of(1));
    pollAll();
    addLoud(9);
    assertThat(isFlooded()).isTrue();
    ticker.advance(Duration.ofSeconds(2));
    assertThat(isFlooded()).isFalse();
  }

  /** More than four rows of one tenant are a flood, until at most one of them is left. */
  private boolean isFlooded() {
    return queue.isFlooded(() -> 4, () -> 1, ticker.nanos());
  }

  private void addLoud(int times) {
    for (int i = 0; i < times; i++) {
      add("loud", null, Work.of(i));
    }
  }

  private void pollLoud(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(queue.poll("loud", 0, 1)).isNotNull();
    }
  }

  private Item<Work, Integer> add(String tenant, @Nullable Integer deadlineMillis, Work work) {
    Deadline deadline =
        deadlineMillis == null
            ? Deadline.none()
            : Deadline.after(Duration.ofMillis(deadlineMillis), ticker);
    Call call = new Call("r", deadline).forTenant(tenant);
    Item<Work, Integer> item = maker.submission(List.of(work), call).items().get(0);
    queue.add(item, ticker.nanos());
    return item;
  }

  private List<Integer> pollAll() {
    List<Integer> ids = new ArrayList<>();
    while (queue.items() > 0) {
      int bucket = Objects.requireNonNull(queue.first()).bucket;
      ids.add(Objects.requireNonNull(queue.poll(bucket, 100)).value.id());
    }
    return ids;
  }
}
