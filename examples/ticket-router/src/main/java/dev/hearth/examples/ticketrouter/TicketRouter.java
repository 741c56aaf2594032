package dev.hearth.examples.ticketrouter;

import dev.hearth.Deadline;
import dev.hearth.Lazy;
import dev.hearth.LazyModel;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.Signature;
import dev.hearth.annotation.Batch;
import dev.hearth.annotation.Expects;
import dev.hearth.annotation.Infer;
import dev.hearth.annotation.InferenceFunction;
import dev.hearth.annotation.ModelName;
import dev.hearth.function.Call;
import dev.hearth.function.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/**
 * Sends a support ticket to the department whose description is nearest to it in meaning. The
 * compiler writes the entry class of each platform beside it.
 */
@InferenceFunction("ticket-router")
final class TicketRouter implements Needs {

  @Expects("minilm")
  static final Signature MINILM = SentenceEncoder.SIGNATURE;

  private static final Duration EMBEDDING_LIMIT = Duration.ofMinutes(1);

  private final LazyModel minilm;
  private final Lazy<SentenceEncoder> encoder = Lazy.of("vocabulary", TicketRouter::vocabulary);
  private final Lazy<Departments> departments = Lazy.of("departments", this::embedDepartments);

  TicketRouter(@ModelName("minilm") LazyModel minilm) {
    this.minilm = minilm;
  }

  @Infer(model = "minilm", batch = @Batch(max = 16))
  List<Route> route(Model model, List<Ticket> tickets, Call call) {
    SentenceEncoder sentences = encoder.get(call.deadline());
    Departments known = departments.get(call.deadline());
    List<String> texts = tickets.stream().map(Ticket::text).toList();
    return sentences.encode(model, texts, call.deadline()).stream().map(known::nearest).toList();
  }

  @Override
  public List<Lazy<?>> needs() {
    return List.of(encoder, departments);
  }

  private Departments embedDepartments() {
    Deadline deadline = Deadline.after(EMBEDDING_LIMIT);
    try (Lease<Model> model = minilm.acquire(deadline)) {
      return Departments.embed(encoder.get(deadline), model.get(), deadline);
    }
  }

  private static SentenceEncoder vocabulary() {
    try (InputStream vocabulary = TicketRouter.class.getResourceAsStream("vocab.txt")) {
      if (vocabulary == null) {
        throw new IllegalStateException("vocab.txt is not in the package; run the whole build");
      }
      return new SentenceEncoder(WordPieceTokenizer.load(vocabulary));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
