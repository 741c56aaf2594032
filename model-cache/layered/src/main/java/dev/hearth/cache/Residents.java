package dev.hearth.cache;

import dev.hearth.ModelRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is in memory, what is on its way there, and who leaves first. Safe for use by many threads;
 * a use takes no lock.
 *
 * <p>The order is that of GDSF (Greedy-Dual-Size-Frequency; L. Cherkasova, "Improving WWW Proxies
 * Performance with Greedy-Dual-Size-Frequency Caching Policy", HP Laboratories 1998). A model is
 * worth {@code floor + uses * cost / size}: what its bytes save, in load time per byte. The least
 * worth leaves, and the floor rises to its worth. A model takes the floor along at each use, so one
 * that is used no more is overtaken by the others however often it was used before.
 *
 * @param <M> a loaded model, told from others by its identity
 */
final class Residents<M> {

  /**
   * A model that was found to be worth less than the others.
   *
   * @param ref its name and version
   * @param model the model
   */
  record Leaving<M>(ModelRef ref, M model) {}

  private final long limit;
  private final Map<ModelRef, Resident<M>> present = new ConcurrentHashMap<>(); // put under this
  private final Map<ModelRef, Long> coming = new HashMap<>(); // guarded by this
  private long admissions; // guarded by this
  private volatile double floor; // written under this

  /** Makes an empty set of models that are to take at most so many bytes. */
  Residents(long limit) {
    this.limit = limit;
  }

  /** Counts a use, if that model is present. */
  boolean use(ModelRef ref, M model) {
    Resident<M> resident = present.get(ref);
    if (resident == null || resident.model() != model) {
      return false;
    }
    resident.use(floor);
    return true;
  }

  /** Returns the model that is present under a name. */
  Optional<M> get(ModelRef ref) {
    return Optional.ofNullable(present.get(ref)).map(Resident::model);
  }

  /** Makes room for a model on its way, which counts from now on; returns who leaves. */
  synchronized List<Leaving<M>> expect(ModelRef ref, long size) {
    List<Leaving<M>> leaving = makeRoom(ref, size);
    coming.put(ref, size);
    return leaving;
  }

  /** Takes back that a model is on its way. */
  synchronized void expectNoMore(ModelRef ref) {
    coming.remove(ref);
  }

  /** Takes in a model, always; returns who leaves for it. It is used once with that. */
  synchronized List<Leaving<M>> admit(ModelRef ref, M model, long size, long costNanos) {
    coming.remove(ref);
    if (use(ref, model)) {
      return List.of();
    }
    List<Leaving<M>> leaving = makeRoom(ref, size);
    present.put(ref, new Resident<>(ref, model, size, costNanos, admissions++, floor));
    return leaving;
  }

  /** Takes a model out, if that one is present. */
  synchronized void remove(ModelRef ref, M model) {
    Resident<M> resident = present.get(ref);
    if (resident != null && resident.model() == model) {
      present.remove(ref);
    }
  }

  /** Returns what those present and those on their way take together, in bytes. */
  synchronized long bytes() {
    return bytesBeside(Optional.empty());
  }

  private long bytesBeside(Optional<ModelRef> ref) {
    long bytes = 0;
    for (Resident<M> resident : present.values()) {
      bytes += ref.filter(resident.ref()::equals).isPresent() ? 0 : resident.size();
    }
    for (Map.Entry<ModelRef, Long> one : coming.entrySet()) {
      bytes += ref.filter(one.getKey()::equals).isPresent() ? 0 : one.getValue();
    }
    return bytes;
  }

  private List<Leaving<M>> makeRoom(ModelRef ref, long size) {
    List<Leaving<M>> leaving = new ArrayList<>();
    long used = size + bytesBeside(Optional.of(ref));
    while (used > limit) {
      Optional<Resident<M>> least =
          present.values().stream().filter(other -> !other.ref().equals(ref)).min(Resident.WORTH);
      if (least.isEmpty()) {
        break; // What is on its way cannot be stopped; room is made when it is there.
      }
      present.remove(least.get().ref());
      floor = Math.max(floor, least.get().worth());
      used -= least.get().size();
      leaving.add(new Leaving<>(least.get().ref(), least.get().model()));
    }
    return leaving;
  }
}
