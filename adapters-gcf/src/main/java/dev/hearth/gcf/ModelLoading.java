package dev.hearth.gcf;

import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.InitPolicy;
import java.time.Duration;

/** Loads a service's models while its function is made: this platform has no hook for it. */
final class ModelLoading {

  static final String BUDGET = "HEARTH_INIT_SECONDS";

  private static final Duration DEFAULT_BUDGET = Duration.ofSeconds(60);

  private ModelLoading() {}

  /**
   * Loads as the settings tell. A load that fails is logged; the first call tries again.
   *
   * @throws dev.hearth.ConfigurationException if the settings themselves are wrong
   */
  static void begin(InferenceService service, Environment environment) {
    InitPolicy policy = InitPolicy.of(environment, InitPolicy.EAGER);
    service.begin(policy, environment.seconds(BUDGET, DEFAULT_BUDGET));
  }
}
