package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.platform.CallConcurrency;
import dev.hearth.platform.CpuShare;
import org.junit.jupiter.api.Test;

final class SessionSettingsTest {

  private static final CallConcurrency ONE = new CallConcurrency(1);
  private static final CallConcurrency TWO = new CallConcurrency(2);

  @Test
  void of_partOfAProcessor_isOneThreadThatDoesNotSpin() {
    assertThat(SessionSettings.of(new CpuShare(0.07, 2), TWO))
        .isEqualTo(new SessionSettings(1, false, LoadForm.TWO_PHASE));
  }

  @Test
  void of_oneProcessor_isOneThreadThatDoesNotSpin() {
    assertThat(SessionSettings.of(new CpuShare(1, 4), TWO))
        .isEqualTo(new SessionSettings(1, false, LoadForm.TWO_PHASE));
  }

  @Test
  void of_lessThanAProcessorAThread_doesNotSpin() {
    assertThat(SessionSettings.of(new CpuShare(1.7, 2), TWO))
        .isEqualTo(new SessionSettings(2, false, LoadForm.TWO_PHASE, Overlap.MEASURED));
  }

  @Test
  void of_aProcessorAThread_spins() {
    assertThat(SessionSettings.of(new CpuShare(2, 2), TWO))
        .isEqualTo(new SessionSettings(2, true, LoadForm.TWO_PHASE, Overlap.MEASURED));
    assertThat(SessionSettings.of(new CpuShare(2.4, 4), TWO))
        .isEqualTo(new SessionSettings(2, true, LoadForm.TWO_PHASE, Overlap.MEASURED));
  }

  @Test
  void of_oneCallAtATime_isOneSession() {
    assertThat(SessionSettings.of(new CpuShare(2, 2), ONE))
        .isEqualTo(new SessionSettings(2, true, LoadForm.TWO_PHASE, Overlap.SHARED));
  }

  @Test
  void of_moreThanThereMayBe_isTheMost() {
    assertThat(SessionSettings.of(new CpuShare(2000, 2000), ONE).intraOpThreads()).isEqualTo(1024);
  }

  @Test
  void defaults_followWhatThisProcessGets() {
    assertThat(SessionSettings.defaults())
        .isEqualTo(SessionSettings.of(CpuShare.current(), CallConcurrency.current()));
  }

  @Test
  void with_anything_keepsTheRest() {
    SessionSettings settings = new SessionSettings(2, true, LoadForm.MAPPED, Overlap.SEPARATE);
    assertThat(settings.withIntraOpThreads(3).withSpinning(false).withForm(LoadForm.PREPACKED))
        .isEqualTo(new SessionSettings(3, false, LoadForm.PREPACKED, Overlap.SEPARATE));
    assertThat(settings.withOverlap(Overlap.SHARED))
        .isEqualTo(new SessionSettings(2, true, LoadForm.MAPPED));
  }

  @Test
  void separatesOverlaps_oneThread_never() {
    SessionSettings two = new SessionSettings(2, true, LoadForm.MAPPED, Overlap.SEPARATE);
    assertThat(two.separatesOverlaps()).isTrue();
    assertThat(two.withIntraOpThreads(1).separatesOverlaps()).isFalse();
    assertThat(two.withOverlap(Overlap.SHARED).separatesOverlaps()).isFalse();
  }

  @Test
  void threads_leftToTheRuntime_areTheProcess() {
    assertThat(SessionSettings.defaults().withIntraOpThreads(0).threads())
        .isEqualTo(CpuShare.current().threads());
  }
}
