package dev.hearth.benchmarks.batch;

import java.nio.file.Path;

/**
 * A model and what it is asked.
 *
 * @param name its name in tables
 * @param group workloads whose gain is told as one, by the least of it; empty if it is not told
 * @param work one run of the model in Hearth
 * @param plain one run of it on a single session with ONNX Runtime's own settings
 * @param references the right answers
 * @param stacking its rows
 * @param exported the model's file, for peers
 */
record Workload(
    String name,
    String group,
    Work work,
    Work plain,
    References references,
    Stacking stacking,
    Path exported) {}
