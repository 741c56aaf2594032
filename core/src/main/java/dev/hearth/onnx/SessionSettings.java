package dev.hearth.onnx;

import dev.hearth.platform.CallConcurrency;
import dev.hearth.platform.CpuShare;

/**
 * How sessions use the machine. Immutable.
 *
 * @param intraOpThreads how many threads work on one operator of one call; 0 leaves the choice to
 *     ONNX Runtime, which takes one for each physical core
 * @param spinning whether those threads spin while they wait for work: a little faster between
 *     calls that follow closely, at the cost of processor time that other calls could use
 * @param form the form that bundles are loaded in
 * @param overlap where runs go that overlap; means nothing with one thread, on which all runs
 *     compute on their callers' threads anyway
 */
public record SessionSettings(
    int intraOpThreads, boolean spinning, LoadForm form, Overlap overlap) {

  private static final int MAX_THREADS = 1024;

  /**
   * Makes settings.
   *
   * @param intraOpThreads 0 to 1024
   * @param spinning whether idle threads spin
   * @param form the form that bundles are loaded in
   * @param overlap where runs go that overlap
   */
  public SessionSettings {
    if (intraOpThreads < 0 || intraOpThreads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "intraOpThreads: " + intraOpThreads + " (expected: 0.." + MAX_THREADS + ")");
    }
  }

  /**
   * Makes settings with which all runs share one session.
   *
   * @param intraOpThreads 0 to 1024
   * @param spinning whether idle threads spin
   * @param form the form that bundles are loaded in
   */
  public SessionSettings(int intraOpThreads, boolean spinning, LoadForm form) {
    this(intraOpThreads, spinning, form, Overlap.SHARED);
  }

  /**
   * Returns settings for what the platform gives this process: as many threads as its {@linkplain
   * CpuShare share} of processors, which spin only if there is more than one and a whole processor
   * for each. Threads beyond the share, or that spin on less than a processor, use up the time that
   * the others would compute in, and the platform stops them all until its next period.
   *
   * <p>Runs that overlap are {@link Overlap#MEASURED} if there is more than one thread and the
   * platform {@linkplain CallConcurrency may send} several calls at once, else {@link
   * Overlap#SHARED}.
   *
   * @return the settings
   */
  public static SessionSettings defaults() {
    return of(CpuShare.current(), CallConcurrency.current());
  }

  static SessionSettings of(CpuShare share, CallConcurrency calls) {
    int threads = Math.min(share.threads(), MAX_THREADS);
    return new SessionSettings(
        threads,
        threads > 1 && share.processors() >= threads,
        LoadForm.TWO_PHASE,
        threads > 1 && calls.overlaps() ? Overlap.MEASURED : Overlap.SHARED);
  }

  /**
   * Returns these settings with another number of threads.
   *
   * @param threads 0 to 1024
   * @return the changed settings
   */
  public SessionSettings withIntraOpThreads(int threads) {
    return new SessionSettings(threads, spinning, form, overlap);
  }

  /**
   * Returns these settings with spinning on or off.
   *
   * @param spin whether idle threads spin
   * @return the changed settings
   */
  public SessionSettings withSpinning(boolean spin) {
    return new SessionSettings(intraOpThreads, spin, form, overlap);
  }

  /**
   * Returns these settings with another form.
   *
   * @param loadForm the form that bundles are loaded in
   * @return the changed settings
   */
  public SessionSettings withForm(LoadForm loadForm) {
    return new SessionSettings(intraOpThreads, spinning, loadForm, overlap);
  }

  /**
   * Returns these settings with another place for runs that overlap.
   *
   * @param runs where they go
   * @return the changed settings
   */
  public SessionSettings withOverlap(Overlap runs) {
    return new SessionSettings(intraOpThreads, spinning, form, runs);
  }

  /** Returns on how many threads a run that is alone computes, about. */
  int threads() {
    return intraOpThreads == 0 ? CpuShare.current().threads() : intraOpThreads;
  }

  /** Tells whether a second session may be wanted. */
  boolean separatesOverlaps() {
    return overlap != Overlap.SHARED && threads() > 1;
  }

  /** Returns settings for the session that runs which overlap go to. */
  SessionSettings narrow() {
    return new SessionSettings(1, false, form, overlap);
  }
}
