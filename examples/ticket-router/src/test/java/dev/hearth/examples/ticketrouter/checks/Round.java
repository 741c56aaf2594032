package dev.hearth.examples.ticketrouter.checks;

import java.util.ArrayList;
import java.util.List;

/**
 * How calls fared for a while.
 *
 * @param nanos how long each took, in order if it is of all callers
 * @param wrong how many answers were not the right one
 * @param lengthNanos how long they were made
 */
record Round(List<Long> nanos, long wrong, long lengthNanos) {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  static Round none() {
    return new Round(List.of(), 0, 0);
  }

  Round and(Round other) {
    List<Long> both = new ArrayList<>(nanos);
    both.addAll(other.nanos);
    return new Round(both, wrong + other.wrong, lengthNanos);
  }

  Round in(long length) {
    return new Round(nanos.stream().sorted().toList(), wrong, length);
  }

  double perSecond() {
    return nanos.size() * NANOS_PER_SECOND / lengthNanos;
  }

  double millis(double part) {
    return nanos.get((int) ((nanos.size() - 1) * part)) / NANOS_PER_MILLI;
  }
}
