package dev.hearth.examples.ticketrouter.checks;

import dev.hearth.Ticker;
import dev.hearth.json.JsonSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;

/** What became of one contender, turn by turn. Confined to one thread. */
final class Turns {

  private static final double MOST_GROWTH = 1.10;
  private static final double MEDIAN = 0.5;
  private static final double TAIL = 0.95;

  private final Contender contender;
  private final List<Round> rounds = new ArrayList<>();
  private int warmLines;
  private long warmKib;
  private long lastKib;
  private long warmWrong;

  Turns(Contender contender) {
    this.contender = contender;
  }

  Contender contender() {
    return contender;
  }

  List<Round> rounds() {
    return rounds;
  }

  /** Has it called for a while that does not count. */
  void warm(Duration length, List<String> right, Ticker ticker)
      throws InterruptedException, ExecutionException, IOException {
    warmWrong = contender.load(length, right, ticker).wrong();
    warmLines = contender.stdout().size();
    warmKib = contender.residentKib();
  }

  /** Has it called for a while that counts. */
  void take(Duration length, List<String> right, Ticker ticker)
      throws InterruptedException, ExecutionException, IOException {
    rounds.add(contender.load(length, right, ticker));
    lastKib = contender.residentKib();
  }

  /** Tells whether it did as it should, however quick it was. */
  boolean isSound() {
    return wrong() == 0
        && runs().problems() == 0
        && contender.complaints().isEmpty()
        && lastKib <= warmKib * MOST_GROWTH;
  }

  String last() {
    Round last = rounds.get(rounds.size() - 1);
    return String.format(
        "%s: %,.1f answers/s, resident %,d KiB", contender.batching(), last.perSecond(), lastKib);
  }

  String words() {
    List<String> complaints = contender.complaints();
    return String.format(
        "%s: %,.1f answers/s, p50 %.1f ms, p95 %.1f ms, %d wrong, %d with problems, resident %,d"
            + " KiB and %,d KiB at the end, complaints %s; %s",
        contender.batching(),
        median(Round::perSecond),
        median(round -> round.millis(MEDIAN)),
        median(round -> round.millis(TAIL)),
        wrong(),
        runs().problems(),
        warmKib,
        lastKib,
        complaints.subList(0, Math.min(5, complaints.size())),
        runs().words());
  }

  void write(JsonSink json) {
    json.beginObject()
        .field("answers_per_second", median(Round::perSecond))
        .field("p50_ms", median(round -> round.millis(MEDIAN)))
        .field("p95_ms", median(round -> round.millis(TAIL)))
        .field("wrong", wrong())
        .endObject();
  }

  /** Returns how many times as many answers one gave, round by round, at the median. */
  static double gain(List<Round> ours, List<Round> theirs) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ours.size(); round++) {
      ratios.add(ours.get(round).perSecond() / theirs.get(round).perSecond());
    }
    return middle(ratios);
  }

  private SharedRuns runs() {
    List<String> lines = contender.stdout();
    return SharedRuns.in(lines.subList(Math.min(warmLines, lines.size()), lines.size()));
  }

  private long wrong() {
    return warmWrong + rounds.stream().mapToLong(Round::wrong).sum();
  }

  private double median(ToDoubleFunction<Round> figure) {
    return middle(rounds.stream().map(figure::applyAsDouble).toList());
  }

  private static double middle(List<Double> all) {
    return all.stream().sorted().toList().get(all.size() / 2);
  }
}
