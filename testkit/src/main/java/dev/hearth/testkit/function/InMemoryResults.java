package dev.hearth.testkit.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.Deadline;
import dev.hearth.spi.ResultSink;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Keeps results on the heap: of each message the first, as sinks are to. Safe for use by many
 * threads; never blocks.
 */
public final class InMemoryResults implements ResultSink {

  private final Map<String, String> results = new ConcurrentHashMap<>();
  private final AtomicInteger writes = new AtomicInteger();
  private volatile Consumer<String> hook = id -> {};

  /** Makes a sink that holds nothing. */
  public InMemoryResults() {}

  /**
   * Sets what happens before a result is kept.
   *
   * @param step takes the message's id, on the caller's thread; what it throws fails the write
   * @return this sink
   */
  public InMemoryResults onWrite(Consumer<String> step) {
    this.hook = step;
    return this;
  }

  @Override
  public void write(String id, byte[] json, Deadline deadline) {
    deadline.check("keeping the result of message '" + id + "'");
    writes.incrementAndGet();
    hook.accept(id);
    results.putIfAbsent(id, new String(json, UTF_8));
  }

  /**
   * Returns a result.
   *
   * @param id the message
   * @return its result as JSON, or empty if there is none
   */
  public Optional<String> result(String id) {
    return Optional.ofNullable(results.get(id));
  }

  /**
   * Returns the messages that have results.
   *
   * @return their ids as of now
   */
  public Set<String> ids() {
    return Set.copyOf(results.keySet());
  }

  /**
   * Returns how often a result came, those included that failed or were there already.
   *
   * @return the number
   */
  public int writes() {
    return writes.get();
  }
}
