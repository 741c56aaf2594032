package dev.hearth.examples.ticketrouter;

import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.Inference;
import dev.hearth.Lazy;
import dev.hearth.LazyModel;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelRef;
import dev.hearth.cache.LayeredModelCache;
import dev.hearth.cache.s3.S3ModelStore;
import dev.hearth.function.Call;
import dev.hearth.telemetry.Telemetry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sends a support ticket to the department whose description is nearest to it in meaning. */
final class TicketRouter {

  private static final Duration EMBEDDING_LIMIT = Duration.ofMinutes(1);

  private final LazyModel minilm;
  private final Lazy<SentenceEncoder> encoder = Lazy.of("vocabulary", TicketRouter::vocabulary);
  private final Lazy<Departments> departments = Lazy.of("departments", this::embedDepartments);

  private TicketRouter(LazyModel minilm) {
    this.minilm = minilm;
  }

  /** Puts the function together from its environment; loads nothing. */
  static Inference<Ticket, Route> inference(Map<String, String> environment) {
    LayeredModelCache models =
        LayeredModelCache.builder()
            .memory(Bytes.mebibytes(400))
            .disk(
                Path.of(environment.getOrDefault("HEARTH_DISK", "/tmp/models")),
                Bytes.mebibytes(400))
            .remote(S3ModelStore.at(URI.create(environment.getOrDefault("HEARTH_MODELS", ""))))
            .build();
    ModelRef ref = ModelRef.parse(environment.getOrDefault("HEARTH_MODEL_MINILM", "minilm@1"));
    return new TicketRouter(models.model(ref, SentenceEncoder.SIGNATURE)).inference();
  }

  private Inference<Ticket, Route> inference() {
    return Inference.builder("ticket-router", minilm, new TicketCodec(), this::route)
        .needs(encoder)
        .needs(departments)
        .telemetry(Telemetry.lines(System.out))
        .build();
  }

  private List<Route> route(Model model, List<Ticket> tickets, Call call) {
    SentenceEncoder sentences = encoder.get(call.deadline());
    Departments known = departments.get(call.deadline());
    return tickets.stream()
        .map(ticket -> known.nearest(sentences.encode(model, ticket.text(), call.deadline())))
        .toList();
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
