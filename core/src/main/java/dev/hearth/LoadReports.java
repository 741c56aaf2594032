package dev.hearth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes one report of the loads of several models. */
final class LoadReports {

  private LoadReports() {}

  static LoadReport of(List<Model> models) {
    if (models.size() == 1) {
      return models.get(0).loadReport();
    }
    Map<String, Duration> steps = new LinkedHashMap<>();
    for (Model model : models) {
      model.loadReport().steps().forEach((step, time) -> steps.put(model.ref() + " " + step, time));
    }
    String foundIn =
        models.stream()
            .map(model -> model.loadReport().foundIn())
            .distinct()
            .collect(Collectors.joining(", "));
    return new LoadReport(foundIn, steps);
  }
}
