package dev.hearth.batch;

import java.util.List;

/** Follows the step of a plan that holds at the rate at which items come. */
final class PlannedRule implements Rule {

  private final List<BatchPolicy.Planned.Step> steps;
  private final List<FixedRule> rules;

  PlannedRule(List<BatchPolicy.Planned.Step> steps) {
    this.steps = steps;
    this.rules =
        steps.stream().map(step -> new FixedRule(step.size(), step.maxWait().toNanos())).toList();
  }

  @Override
  public Verdict decide(Situation now) {
    return rules.get(step(now.traffic().ratePerSecond())).decide(now);
  }

  private int step(double rate) {
    int found = 0;
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i).fromRate() <= rate) {
        found = i;
      }
    }
    return found;
  }

  /** Which step holds is seen by the items that come, so each of them has to be counted. */
  @Override
  public int freeRows(int maxRows, CostCurve alone) {
    return 0;
  }
}
