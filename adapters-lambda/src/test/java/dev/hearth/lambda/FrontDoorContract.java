package dev.hearth.lambda;

import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.lambda.functions.Shouting;
import dev.hearth.testkit.function.AdapterContract;
import dev.hearth.testkit.function.AdapterSettings;
import dev.hearth.testkit.function.AdapterUnderTest;
import dev.hearth.testkit.function.HttpMessage;
import dev.hearth.testkit.function.HttpReply;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The adapters' contract at one of the platform's front doors. */
abstract class FrontDoorContract extends AdapterContract {

  private final AtomicInteger calls = new AtomicInteger();
  private final FrontDoors door;

  FrontDoorContract(FrontDoors door) {
    this.door = door;
  }

  @Override
  protected AdapterUnderTest start(InferenceService service, AdapterSettings settings) {
    Environment lazy = new Environment(Map.of("HEARTH_INIT", "lazy"));
    Shouting handler = new Shouting(service, lazy);
    int millis = (int) settings.timeout().toMillis();
    return new AdapterUnderTest() {
      @Override
      public HttpReply send(HttpMessage message) {
        FakeContext context = new FakeContext("id-" + calls.incrementAndGet(), millis);
        return door.reply(Calls.json(Calls.call(handler, door.event(message), context)));
      }

      @Override
      public void close() {}
    };
  }

  /** The platform takes no event above 6 MB. */
  @Override
  protected boolean limitsBodies() {
    return false;
  }

  /** The platform's runtime sends answers as a whole. */
  @Override
  protected boolean streams() {
    return false;
  }

  @Override
  protected boolean callersLeave() {
    return false;
  }

  /** The platform tells the trace. */
  @Override
  protected boolean readsTraceparent() {
    return false;
  }
}
