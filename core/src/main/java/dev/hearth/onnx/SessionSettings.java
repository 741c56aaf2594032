package dev.hearth.onnx;

import dev.hearth.platform.CpuShare;

/**
 * How sessions use the machine. Immutable.
 *
 * @param intraOpThreads how many threads work on one operator of one call; 0 leaves the choice to
 *     ONNX Runtime, which takes one for each physical core
 * @param spinning whether those threads spin while they wait for work: a little faster between
 *     calls that follow closely, at the cost of processor time that other calls could use
 * @param form the form that bundles are loaded in
 */
public record SessionSettings(int intraOpThreads, boolean spinning, LoadForm form) {

  private static final int MAX_THREADS = 1024;

  /**
   * Makes settings.
   *
   * @param intraOpThreads 0 to 1024
   * @param spinning whether idle threads spin
   * @param form the form that bundles are loaded in
   */
  public SessionSettings {
    if (intraOpThreads < 0 || intraOpThreads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "intraOpThreads: " + intraOpThreads + " (expected: 0.." + MAX_THREADS + ")");
    }
  }

  /**
   * Returns settings for what the platform gives this process: as many threads as its {@linkplain
   * CpuShare share} of processors, which spin only if there is more than one and a whole processor
   * for each. Threads beyond the share, or that spin on less than a processor, use up the time that
   * the others would compute in, and the platform stops them all until its next period.
   *
   * @return the settings
   */
  public static SessionSettings defaults() {
    return forShare(CpuShare.current());
  }

  static SessionSettings forShare(CpuShare share) {
    int threads = Math.min(share.threads(), MAX_THREADS);
    return new SessionSettings(
        threads, threads > 1 && share.processors() >= threads, LoadForm.TWO_PHASE);
  }

  /**
   * Returns these settings with another number of threads.
   *
   * @param threads 0 to 1024
   * @return the changed settings
   */
  public SessionSettings withIntraOpThreads(int threads) {
    return new SessionSettings(threads, spinning, form);
  }

  /**
   * Returns these settings with spinning on or off.
   *
   * @param spin whether idle threads spin
   * @return the changed settings
   */
  public SessionSettings withSpinning(boolean spin) {
    return new SessionSettings(intraOpThreads, spin, form);
  }

  /**
   * Returns these settings with another form.
   *
   * @param loadForm the form that bundles are loaded in
   * @return the changed settings
   */
  public SessionSettings withForm(LoadForm loadForm) {
    return new SessionSettings(intraOpThreads, spinning, loadForm);
  }
}
