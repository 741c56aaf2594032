package dev.hearth.benchmarks.batch;

import java.util.List;

/**
 * The workloads, by how much of them is measured.
 *
 * @param all what callers in a closed loop call
 * @param open what open loads come to
 * @param main the one that the rest is measured with
 */
record Fleet(List<Workload> all, List<Workload> open, Workload main) {

  Fleet {
    all = List.copyOf(all);
    open = List.copyOf(open);
  }
}
