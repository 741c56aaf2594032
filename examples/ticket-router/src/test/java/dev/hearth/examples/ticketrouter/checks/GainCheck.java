package dev.hearth.examples.ticketrouter.checks;

import dev.hearth.examples.ticketrouter.demo.LocalCloud;
import dev.hearth.json.JsonSink;
import dev.hearth.testkit.lambda.FunctionPackage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Thirty-two callers of a process whose calls share batches, and of one whose calls do not, in
 * turns: the former answers no less, and as it does when it is asked alone. Memory stays flat and
 * neither complains.
 */
final class GainCheck implements Checks.Check {

  private static final int CALLERS = 32;
  private static final int ROUNDS = 7;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration TURN = Duration.ofSeconds(4);

  @Override
  public List<String> run(Checks.Setting setting) throws Exception {
    try (LocalCloud cloud = LocalCloud.start()) {
      cloud.publish(cloud.prepare(setting.model()));
      FunctionPackage function = cloud.unpack(setting.zip());
      try (Contender adaptive = Contender.start("adaptive", CALLERS, cloud, function);
          Contender off = Contender.start("off", CALLERS, cloud, function)) {
        return verdict(new Turns(adaptive), new Turns(off), setting);
      }
    }
  }

  private static List<String> verdict(Turns adaptive, Turns off, Checks.Setting setting)
      throws Exception {
    List<Turns> order = new ArrayList<>(List.of(adaptive, off));
    List<String> right = off.contender().departments();
    for (Turns each : order) {
      each.warm(WARM_UP, right, setting.ticker());
    }
    for (int round = 1; round <= ROUNDS; round++) {
      for (Turns each : order) {
        each.take(TURN, right, setting.ticker());
        setting.say("round %d of %d, %s", round, ROUNDS, each.last());
      }
      Collections.reverse(order);
    }
    double gain = Turns.gain(adaptive.rounds(), off.rounds());
    List<String> found = List.of(adaptive.words(), off.words(), json(gain, adaptive, off));
    if (!adaptive.isSound() || !off.isSound() || gain < 1) {
      throw new Checks.Failed(String.join("; ", found));
    }
    return found;
  }

  private static String json(double gain, Turns adaptive, Turns off) {
    JsonSink json = new JsonSink();
    json.beginObject().field("answers_vs_off", gain);
    json.name("adaptive").value(adaptive::write).name("off").value(off::write);
    return json.endObject().toString();
  }
}
