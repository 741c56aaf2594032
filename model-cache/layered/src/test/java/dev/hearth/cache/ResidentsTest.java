package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.ModelRef;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who leaves first. */
final class ResidentsTest {

  private static final long SECOND = 1_000_000_000;

  private final Residents<String> residents = new Residents<>(100);

  @Test
  void admit_noRoom_theLessUsedLeaves() {
    admit("often", 50, SECOND);
    admit("once", 50, SECOND);
    use("often");
    assertThat(admit("new", 50, SECOND)).containsExactly("once");
  }

  @Test
  void admit_noRoom_theQuickerToLoadLeaves() {
    admit("slow", 50, 2 * SECOND);
    admit("quick", 50, SECOND);
    assertThat(admit("new", 50, SECOND)).containsExactly("quick");
  }

  @Test
  void admit_noRoom_theLargerLeaves() {
    admit("small", 20, SECOND);
    admit("large", 60, SECOND);
    assertThat(admit("new", 50, SECOND)).containsExactly("large");
  }

  @Test
  void admit_allAlike_theFirstToComeLeaves() {
    for (String name : List.of("c", "a", "b", "d")) {
      admit(name, 25, 0);
    }
    assertThat(admit("new", 50, 0)).containsExactly("c", "a");
  }

  @Test
  void admit_aloneTooLarge_isTakenInAllTheSame() {
    admit("small", 20, SECOND);
    assertThat(admit("huge", 150, SECOND)).containsExactly("small");
    assertThat(residents.bytes()).isEqualTo(150);
    assertThat(admit("next", 20, SECOND)).containsExactly("huge");
  }

  @Test
  void admit_again_countsAUse() {
    admit("a", 50, SECOND);
    admit("b", 50, SECOND);
    residents.admit(ref("a"), "a", 50, SECOND);
    assertThat(residents.bytes()).isEqualTo(100);
    assertThat(admit("new", 50, SECOND)).containsExactly("b");
  }

  @Test
  void admit_anotherModelOfTheName_replacesIt() {
    admit("a", 50, SECOND);
    assertThat(residents.admit(ref("a"), "again", 70, SECOND)).isEmpty();
    assertThat(residents.get(ref("a"))).contains("again");
    assertThat(residents.bytes()).isEqualTo(70);
    assertThat(residents.use(ref("a"), "a")).isFalse();
  }

  @Test
  void expect_noRoom_makesItAndHoldsIt() {
    admit("a", 50, SECOND);
    admit("b", 50, SECOND);
    assertThat(names(residents.expect(ref("new"), 50))).containsExactly("a");
    assertThat(residents.bytes()).isEqualTo(100);
    assertThat(admit("other", 50, SECOND)).containsExactly("b");
    assertThat(admit("new", 50, SECOND)).isEmpty();
    assertThat(residents.bytes()).isEqualTo(100);
  }

  @Test
  void expectNoMore_givesTheRoomBack() {
    residents.expect(ref("new"), 60);
    residents.expectNoMore(ref("new"));
    assertThat(residents.bytes()).isZero();
  }

  @Test
  void remove_anotherModelOfTheName_isLeft() {
    admit("a", 50, SECOND);
    residents.remove(ref("a"), "former");
    assertThat(residents.get(ref("a"))).contains("a");
    residents.remove(ref("a"), "a");
    assertThat(residents.get(ref("a"))).isEmpty();
  }

  @Test
  void worth_onceHotNowUnused_leavesInTheEnd() {
    admit("hot", 50, SECOND);
    for (int i = 0; i < 99; i++) {
      use("hot");
    }
    int newcomers = 0;
    while (residents.get(ref("hot")).isPresent()) {
      admit("n" + newcomers++, 50, SECOND);
      assertThat(newcomers).isLessThanOrEqualTo(101);
    }
    assertThat(newcomers).isGreaterThan(90); // Its uses kept it as long as they were worth.
  }

  @Test
  void worth_hotAndStillUsed_stays() {
    admit("hot", 50, SECOND);
    use("hot");
    for (int i = 0; i < 1000; i++) {
      admit("n" + i, 50, SECOND);
      use("hot");
    }
    assertThat(residents.get(ref("hot"))).isPresent();
  }

  @Test
  void admit_manyThreads_neverHoldsMoreThanTheLimit() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    AtomicLong thread = new AtomicLong();
    Threads.together(
        8,
        () -> {
          Random random = new Random(seed + thread.incrementAndGet());
          for (int i = 0; i < 2000; i++) {
            step(random);
            assertThat(residents.bytes()).as("seed %s", seed).isLessThanOrEqualTo(100);
          }
          return 0;
        });
  }

  private void step(Random random) {
    int number = random.nextInt(30);
    String name = "m" + number;
    switch (random.nextInt(4)) {
      case 0 -> residents.remove(ref(name), name);
      case 1 -> use(name);
      default -> admit(name, 1 + number, random.nextLong(SECOND));
    }
  }

  private List<String> admit(String name, long size, long cost) {
    return names(residents.admit(ref(name), name, size, cost));
  }

  private void use(String name) {
    residents.use(ref(name), name);
  }

  private static List<String> names(List<Residents.Leaving<String>> leaving) {
    return leaving.stream().map(Residents.Leaving::model).toList();
  }

  private static ModelRef ref(String name) {
    return ModelRef.parse(name + "@1");
  }
}
