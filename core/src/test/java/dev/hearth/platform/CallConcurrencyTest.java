package dev.hearth.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class CallConcurrencyTest {

  private final Stage stage = new Stage(Path.of("/nowhere"));

  @Test
  void lambda_alone_isOneCall() {
    stage.env(Stage.LAMBDA_NAME, "classify");
    assertCalls(1, false);
  }

  @Test
  void lambda_withANumber_isThatMany() {
    stage.env(Stage.LAMBDA_NAME, "classify").env(Stage.LAMBDA_CONCURRENCY, "16");
    assertCalls(16, true);
    stage.env(Stage.LAMBDA_CONCURRENCY, "1");
    assertCalls(1, false);
  }

  @Test
  void lambda_numberIsNone_isOneCall() {
    stage.env(Stage.LAMBDA_NAME, "classify");
    for (String text : new String[] {"", "many", "0", "-3", "2.5"}) {
      stage.env(Stage.LAMBDA_CONCURRENCY, text);
      assertCalls(1, false);
    }
  }

  @Test
  void lambda_numberIsHuge_isTheMostThereMayBe() {
    stage.env(Stage.LAMBDA_NAME, "classify").env(Stage.LAMBDA_CONCURRENCY, "99999999999");
    assertCalls(Integer.MAX_VALUE, true);
  }

  @Test
  void elsewhere_isAnyNumber() {
    assertCalls(Integer.MAX_VALUE, true);
    stage.env(Stage.LAMBDA_CONCURRENCY, "1");
    assertCalls(Integer.MAX_VALUE, true);
  }

  @Test
  void most_none_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CallConcurrency(0))
        .withMessage("most: 0 (expected: 1 or more)");
  }

  private void assertCalls(int most, boolean overlaps) {
    CallConcurrency calls = CallConcurrency.in(stage.surroundings());
    assertThat(calls).isEqualTo(new CallConcurrency(most));
    assertThat(calls.overlaps()).isEqualTo(overlaps);
  }
}
