package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.platform.CpuShare;
import org.junit.jupiter.api.Test;

final class SessionSettingsTest {

  @Test
  void forShare_partOfAProcessor_isOneThreadThatDoesNotSpin() {
    assertThat(SessionSettings.forShare(new CpuShare(0.07, 2)))
        .isEqualTo(new SessionSettings(1, false, LoadForm.TWO_PHASE));
  }

  @Test
  void forShare_oneProcessor_isOneThreadThatDoesNotSpin() {
    assertThat(SessionSettings.forShare(new CpuShare(1, 4)))
        .isEqualTo(new SessionSettings(1, false, LoadForm.TWO_PHASE));
  }

  @Test
  void forShare_lessThanAProcessorAThread_doesNotSpin() {
    assertThat(SessionSettings.forShare(new CpuShare(1.7, 2)))
        .isEqualTo(new SessionSettings(2, false, LoadForm.TWO_PHASE));
  }

  @Test
  void forShare_aProcessorAThread_spins() {
    assertThat(SessionSettings.forShare(new CpuShare(2, 2)))
        .isEqualTo(new SessionSettings(2, true, LoadForm.TWO_PHASE));
    assertThat(SessionSettings.forShare(new CpuShare(2.4, 4)))
        .isEqualTo(new SessionSettings(2, true, LoadForm.TWO_PHASE));
  }

  @Test
  void forShare_moreThanThereMayBe_isTheMost() {
    assertThat(SessionSettings.forShare(new CpuShare(2000, 2000)).intraOpThreads()).isEqualTo(1024);
  }

  @Test
  void defaults_followTheShareOfThisProcess() {
    assertThat(SessionSettings.defaults()).isEqualTo(SessionSettings.forShare(CpuShare.current()));
  }
}
