package dev.hearth;

import dev.hearth.spi.ObjectStore;
import dev.hearth.spi.ResultSink;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * What one deployed function offers: one or more inference functions, each at a route, and the
 * places where objects are read and results are written. An adapter serves it. Safe for use by many
 * threads.
 *
 * <pre>{@code
 * InferenceService service = InferenceService.of(router);
 * }</pre>
 */
public final class InferenceService {

  /** The environment variable that names the HTTP header with a call's tenant: {@value}. */
  public static final String TENANT_HEADER = "HEARTH_TENANT_HEADER";

  /** The route of a function that is alone: {@value}. */
  public static final String ROOT = "/";

  private final String name;
  private final Map<String, Inference<?, ?>> routes;
  private final Optional<ObjectStore> objects;
  private final Optional<ResultSink> results;
  private final Optional<String> tenantHeader;

  private InferenceService(Builder builder) {
    this.name = builder.name;
    this.routes = new LinkedHashMap<>(builder.routes);
    this.objects = builder.objects;
    this.results = builder.results;
    this.tenantHeader = builder.tenantHeader;
  }

  /**
   * Makes a service of one function, which answers at every path.
   *
   * @param inference the function
   * @return the service
   */
  public static InferenceService of(Inference<?, ?> inference) {
    return builder(inference.name()).route(ROOT, inference).build();
  }

  /**
   * Begins a service.
   *
   * @param name its name, for messages
   * @return a builder without routes
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * Returns the service's name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns the routes.
   *
   * @return the routes in the order they were added
   */
  public Collection<String> routes() {
    return routes.keySet();
  }

  /**
   * Returns the function that answers at a path: the one whose route is the path or its end, so
   * that stages and prefixes a platform puts before it do no harm, and of several the longest; the
   * one at {@value #ROOT} where no other does.
   *
   * @param path the path of a request, possibly empty
   * @return the function, or empty if there is none
   */
  public Optional<Inference<?, ?>> at(String path) {
    String clean = path.length() > 1 && path.endsWith("/") ? chop(path) : path;
    return routes.keySet().stream()
        .filter(route -> !route.equals(ROOT) && clean.endsWith(route))
        .max(Comparator.comparingInt(String::length))
        .or(() -> Optional.of(ROOT))
        .map(routes::get);
  }

  /**
   * Returns the function that answers events, which have no path: the one at {@value #ROOT}, or
   * else the first.
   *
   * @return the function
   */
  public Inference<?, ?> main() {
    Inference<?, ?> root = routes.get(ROOT);
    return root != null ? root : routes.values().iterator().next();
  }

  /**
   * Returns where events' objects are read.
   *
   * @return the store of objects, if there is one
   */
  public Optional<ObjectStore> objects() {
    return objects;
  }

  /**
   * Returns where the results of messages and records are written.
   *
   * @return the sink, if there is one
   */
  public Optional<ResultSink> results() {
    return results;
  }

  /**
   * Returns which HTTP header says whom a call is made for, so that tenants take turns in batches,
   * see {@link dev.hearth.function.Call#tenant()}.
   *
   * @return the header's name in lower case, if there is one
   */
  public Optional<String> tenantHeader() {
    return tenantHeader;
  }

  /** Begins to load what the functions need. Does not block. */
  public void preload() {
    routes.values().forEach(Inference::preload);
  }

  /**
   * Tells whether what the functions need is loaded. Does not block.
   *
   * @return whether a call would find it
   */
  public boolean isLoaded() {
    return routes.values().stream().allMatch(Inference::isLoaded);
  }

  /**
   * Loads what the functions need. Blocks at most until the deadline.
   *
   * @param deadline how long to wait
   * @throws InferenceException if something cannot be loaded
   */
  public void load(Deadline deadline) {
    preload();
    routes.values().forEach(function -> function.load(deadline));
  }

  /**
   * Loads what the functions need while the process starts, as a policy tells. A load that fails is
   * logged and tried again by the first call.
   *
   * @param policy when to load; {@link InitPolicy#EAGER} blocks
   * @param budget how long to wait at most
   */
  public void begin(InitPolicy policy, Duration budget) {
    try {
      switch (policy) {
        case EAGER -> load(Deadline.after(budget));
        case BACKGROUND -> preload();
        case LAZY -> {}
      }
    } catch (RuntimeException | Error e) {
      boolean known = e instanceof InferenceException;
      LoggerFactory.getLogger(InferenceService.class)
          .warn(
              "function '{}' starts without its models: {}; the first call tries again",
              name,
              known ? e.getMessage() : e.toString(),
              known ? null : e);
    }
  }

  /**
   * Answers what waits in batches without waiting for more, until nothing does: before a checkpoint
   * of the process, or when it is about to end. Blocks.
   *
   * @param deadline how long to wait
   * @return whether nothing waits or runs any more
   */
  public boolean drain(Deadline deadline) {
    boolean drained = true;
    for (Inference<?, ?> function : routes.values()) {
      drained &= function.drain(deadline);
    }
    return drained;
  }

  private static String chop(String path) {
    return path.substring(0, path.length() - 1);
  }

  /** Collects what an {@link InferenceService} is made of. Confined to one thread at a time. */
  public static final class Builder {

    private final String name;
    private final Map<String, Inference<?, ?>> routes = new LinkedHashMap<>();
    private Optional<ObjectStore> objects = Optional.empty();
    private Optional<ResultSink> results = Optional.empty();
    private Optional<String> tenantHeader = Optional.empty();

    private Builder(String name) {
      this.name = name;
    }

    /**
     * Adds a function.
     *
     * @param route where it answers: {@code /} or {@code /name/name}
     * @param inference the function
     * @return this builder
     * @throws IllegalArgumentException if that is no route, or there is a function already
     */
    public Builder route(String route, Inference<?, ?> inference) {
      if (!route.startsWith("/") || (route.length() > 1 && route.endsWith("/"))) {
        throw new IllegalArgumentException(
            "route: '" + route + "' (expected: '/', or a path that begins with '/')");
      }
      if (routes.putIfAbsent(route, inference) != null) {
        throw new IllegalArgumentException(
            "route: '" + route + "' stands twice (expected: one function for each)");
      }
      return this;
    }

    /**
     * Sets where events' objects are read, and results are written beside them; nowhere by default.
     *
     * @param store the store
     * @return this builder
     */
    public Builder objects(ObjectStore store) {
      this.objects = Optional.of(store);
      return this;
    }

    /**
     * Sets where the results of messages and records are written; nowhere by default.
     *
     * @param sink the sink
     * @return this builder
     */
    public Builder results(ResultSink sink) {
      this.results = Optional.of(sink);
      return this;
    }

    /**
     * Reads from {@value InferenceService#TENANT_HEADER} which HTTP header says whom a call is made
     * for; none by default.
     *
     * @param environment the function's environment
     * @return this builder
     */
    public Builder tenants(Environment environment) {
      this.tenantHeader =
          environment.text(TENANT_HEADER).map(name -> name.strip().toLowerCase(Locale.ROOT));
      return this;
    }

    /**
     * Makes the service.
     *
     * @return the service
     * @throws IllegalStateException if there is no function
     */
    public InferenceService build() {
      if (routes.isEmpty()) {
        throw new IllegalStateException(
            "routes of service '" + name + "': none (expected: at least one); call route(...)");
      }
      return new InferenceService(this);
    }
  }
}
