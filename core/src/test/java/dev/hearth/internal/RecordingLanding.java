package dev.hearth.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what arrives, and remembers what was discarded. */
final class RecordingLanding implements SingleFlight.Landing<String> {

  private final List<String> arrived = new CopyOnWriteArrayList<>();
  private final List<String> discarded = new CopyOnWriteArrayList<>();
  private volatile Optional<String> present = Optional.empty();

  List<String> arrivals() {
    return arrived;
  }

  List<String> discards() {
    return discarded;
  }

  void put(String result) {
    present = Optional.of(result);
  }

  @Override
  public Optional<String> present() {
    return present;
  }

  @Override
  public void arrived(String result) {
    arrived.add(result);
  }

  @Override
  public void discard(String result) {
    discarded.add(result);
  }
}
