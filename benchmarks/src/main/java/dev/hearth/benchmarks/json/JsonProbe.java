package dev.hearth.benchmarks.json;

import dev.hearth.Ticker;
import dev.hearth.benchmarks.Prelude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The program that is started cold: answers one event, then prints how many nanoseconds that took
 * and the answer. The second argument is what the process did before, the fourth, if there is one,
 * how many events to answer afterwards, five times over, to print the nanoseconds for each.
 */
final class JsonProbe {

  private static final int LOOPS = 5;

  private JsonProbe() {}

  public static void main(String[] args) throws IOException {
    byte[] event = Files.readAllBytes(Path.of(args[2]));
    Prelude.run(args[1]);
    Ticker ticker = Ticker.system();
    long start = ticker.nanos();
    TicketFunction function = function(args[0]);
    byte[] answer = function.answer(event);
    System.out.println(ticker.nanos() - start);
    System.out.write(answer);
    System.out.println();
    if (args.length > 3) {
      int events = Integer.parseInt(args[3]);
      loop(function, event, events);
      for (int i = 0; i < LOOPS; i++) {
        long from = ticker.nanos();
        loop(function, event, events);
        System.out.println((ticker.nanos() - from) / events);
      }
    }
  }

  private static void loop(TicketFunction function, byte[] event, int events) throws IOException {
    for (int i = 0; i < events; i++) {
      if (function.answer(event).length == 0) {
        throw new IOException("an empty answer");
      }
    }
  }

  /** A switch and not reflection, which would load classes of its own. */
  private static TicketFunction function(String candidate) throws IOException {
    return switch (candidate) {
      case "nothing" -> new NoJson();
      case "gson streaming" -> new GsonStreaming();
      case "gson tree" -> new GsonTree();
      case "jackson streaming" -> new JacksonStreaming();
      case "jackson databind" -> new JacksonDatabind();
      case "avaje streaming" -> new AvajeStreaming();
      case "nanojson tree" -> new NanojsonTree();
      case "org.json tree" -> new OrgJsonTree();
      case "parsson streaming" -> new ParssonStreaming();
      default -> throw new IOException("no such candidate");
    };
  }
}
