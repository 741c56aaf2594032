package dev.hearth.benchmarks.json;

import java.nio.charset.StandardCharsets;

/** The floor: what the JVM and the probe cost by themselves. */
final class NoJson implements TicketFunction {

  @Override
  public byte[] answer(byte[] event) {
    return "{}".getBytes(StandardCharsets.UTF_8);
  }
}
