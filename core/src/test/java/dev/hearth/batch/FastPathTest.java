package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FastPathTest {

  private final FastPath<String> path = new FastPath<>();

  @Test
  void take_free_isForOneAtATime() {
    assertThat(path.take("a")).isTrue();
    assertThat(path.take("b")).isFalse();
    assertThat(path.leave("a")).isTrue();
    assertThat(path.take("b")).isTrue();
  }

  @Test
  void close_somebodyIsOnIt_bothLearnOfIt() {
    path.take("a");
    assertThat(path.close()).isEqualTo("a");
    assertThat(path.close()).isNull();
    assertThat(path.leave("a")).isFalse();
    assertThat(path.take("b")).isFalse();
  }

  @Test
  void open_closed_isFreeAgain() {
    assertThat(path.close()).isNull();
    path.open();
    assertThat(path.take("a")).isTrue();
  }

  @Test
  void open_somebodyIsOnIt_staysSo() {
    path.take("a");
    path.open();
    assertThat(path.take("b")).isFalse();
    assertThat(path.leave("a")).isTrue();
  }
}
