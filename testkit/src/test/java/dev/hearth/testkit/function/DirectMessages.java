package dev.hearth.testkit.function;

import dev.hearth.Deadline;
import dev.hearth.InferenceException;
import dev.hearth.InferenceService;
import dev.hearth.Outcome;
import dev.hearth.function.Call;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The least that takes messages: the service without a platform before it. */
final class DirectMessages implements MessageAdapter {

  private final InferenceService service;
  private final AdapterSettings settings;

  DirectMessages(InferenceService service, AdapterSettings settings) {
    this.service = service;
    this.settings = settings;
  }

  @Override
  public DeliveryResult deliver(List<Message> messages) {
    Call call = new Call("delivery", Deadline.after(settings.timeout()));
    List<Payload> payloads =
        messages.stream().map(message -> Payload.json("message", message.body())).toList();
    List<Outcome<JsonSink>> outcomes = service.main().answerEach(payloads, call);
    Set<String> again = new HashSet<>();
    for (int i = 0; i < messages.size(); i++) {
      if (!kept(messages.get(i), outcomes.get(i), call)) {
        again.add(messages.get(i).id());
      }
    }
    return new DeliveryResult(again);
  }

  private boolean kept(Message message, Outcome<JsonSink> outcome, Call call) {
    if (!(outcome instanceof Outcome.Success<JsonSink> success)) {
      return false;
    }
    try {
      byte[] json = success.value().toUtf8();
      service.results().ifPresent(sink -> sink.write(message.id(), json, call.deadline()));
      return true;
    } catch (InferenceException e) {
      return false;
    }
  }
}
