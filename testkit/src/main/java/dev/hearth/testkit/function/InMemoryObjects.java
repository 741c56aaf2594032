package dev.hearth.testkit.function;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.InvalidInputException;
import dev.hearth.function.Payload;
import dev.hearth.spi.ObjectStore;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Keeps objects on the heap. Safe for use by many threads; never blocks.
 *
 * <p>Containers are there as soon as they are named. Bytes are not copied and must not be changed.
 */
public final class InMemoryObjects implements ObjectStore {

  private record Place(String container, String key) {
    @Override
    public String toString() {
      return container + "/" + key;
    }
  }

  private final Map<Place, Payload> objects = new ConcurrentHashMap<>();
  private volatile Consumer<String> hook = place -> {};

  /** Makes a store without objects. */
  public InMemoryObjects() {}

  /**
   * Sets what happens before an object is read or written.
   *
   * @param step takes {@code container/key}, on the caller's thread; what it throws fails the call
   * @return this store
   */
  public InMemoryObjects onAccess(Consumer<String> step) {
    this.hook = step;
    return this;
  }

  /**
   * Puts an object into the store, in the place of the one there may be.
   *
   * @param container the bucket or container
   * @param key its name there
   * @param content what it holds; its name is not used
   * @return this store
   */
  public InMemoryObjects put(String container, String key, Payload content) {
    objects.put(new Place(container, key), content);
    return this;
  }

  /**
   * Returns an object, past whatever {@link #onAccess} does.
   *
   * @param container the bucket or container
   * @param key its name there
   * @return what it holds, or empty if there is none
   */
  public Optional<Payload> get(String container, String key) {
    return Optional.ofNullable(objects.get(new Place(container, key)));
  }

  /**
   * Returns the objects there are.
   *
   * @return each as {@code container/key}, as of now
   */
  public Set<String> places() {
    return objects.keySet().stream().map(Place::toString).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Payload read(String container, String key, long maxBytes, Deadline deadline) {
    Place place = accessed(container, key, "reading", deadline);
    Payload found = objects.get(place);
    if (found == null) {
      throw new ConfigurationException(
          "object '" + place + "': not there (expected: an object); put it there");
    }
    if (found.bytes().length > maxBytes) {
      throw new InvalidInputException(
          "object '"
              + place
              + "': "
              + found.bytes().length
              + " bytes (expected: at most "
              + maxBytes
              + "); put smaller ones there");
    }
    return new Payload(key, found.mediaType(), found.bytes());
  }

  @Override
  public boolean writeNew(String container, String key, Payload content, Deadline deadline) {
    Place place = accessed(container, key, "writing", deadline);
    return objects.putIfAbsent(place, content) == null;
  }

  @Override
  public void write(String container, String key, Payload content, Deadline deadline) {
    objects.put(accessed(container, key, "writing", deadline), content);
  }

  @Override
  public void close() {}

  private Place accessed(String container, String key, String doing, Deadline deadline) {
    Place place = new Place(container, key);
    deadline.check(doing + " object '" + place + "'");
    hook.accept(place.toString());
    return place;
  }
}
