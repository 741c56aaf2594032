package dev.hearth.batch;

import dev.hearth.ConfigurationException;
import dev.hearth.function.Call;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Makes items of what calls bring. Safe for use by many threads; needs no lock. */
final class Intake<I, O> {

  private final BatchSettings<I> settings;
  private final Shapes<I> shapes;
  private final AtomicLong order = new AtomicLong();

  Intake(BatchSettings<I> settings, Shapes<I> shapes) {
    this.settings = settings;
    this.shapes = shapes;
  }

  /**
   * Makes items of a call's values.
   *
   * @throws ConfigurationException if the call's tenant has no share
   */
  Submission<I, O> submission(List<I> values, Call call, long now) {
    long left = call.deadline().remainingNanos();
    long deadline = left >= Item.NO_DEADLINE ? Item.NO_DEADLINE : now + left;
    double weight = weight(call.tenant().orElse(""));
    Submission<I, O> submission = new Submission<>(call, weight, values.size());
    for (int i = 0; i < values.size(); i++) {
      I value = values.get(i);
      submission.add(
          new Item<>(
              submission,
              i,
              value,
              shapes.rows(value),
              shapes.bucket(value),
              now,
              deadline,
              order.getAndIncrement()));
    }
    return submission;
  }

  private double weight(String tenant) {
    double weight = settings.tenantWeight().applyAsDouble(tenant);
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new ConfigurationException(
          "function '"
              + settings.name()
              + "': weight of tenant '"
              + tenant
              + "': "
              + weight
              + " (expected: more than 0); give every tenant a share");
    }
    return weight;
  }
}
