package dev.hearth.cache;

import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import dev.hearth.bundle.BundleFile;
import dev.hearth.spi.Alias;
import dev.hearth.spi.ModelDownload;
import dev.hearth.spi.ModelStore;
import dev.hearth.spi.PublishProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A store that notes which tags it is asked with and what it answers. */
final class TagWatch implements ModelStore {

  private final ModelStore store;
  private final List<String> tags = new CopyOnWriteArrayList<>();
  private final List<String> answers = new CopyOnWriteArrayList<>();

  TagWatch(ModelStore store) {
    this.store = store;
  }

  /** Returns the tags, {@code none} where there was none. */
  List<String> tags() {
    return tags;
  }

  /** Returns the versions answered, {@code unchanged} where the tag was current. */
  List<String> answers() {
    return answers;
  }

  @Override
  public String location() {
    return store.location();
  }

  @Override
  public ModelDownload open(ModelRef ref, Deadline deadline) {
    return store.open(ref, deadline);
  }

  @Override
  public Optional<byte[]> manifest(ModelRef ref, Deadline deadline) {
    return store.manifest(ref, deadline);
  }

  @Override
  public ModelDownload open(ModelRef ref, BundleFile file, Deadline deadline) {
    return store.open(ref, file, deadline);
  }

  @Override
  public Alias resolve(ModelRef alias, @Nullable String etag, Deadline deadline) {
    tags.add(etag == null ? "none" : etag);
    Alias answer = store.resolve(alias, etag, deadline);
    answers.add(answer instanceof Alias.Version version ? version.version() : "unchanged");
    return answer;
  }

  @Override
  public void publish(ModelRef ref, Path model, PublishProgress progress) {
    store.publish(ref, model, progress);
  }

  @Override
  public void point(ModelRef alias, String version) {
    store.point(alias, version);
  }

  @Override
  public void close() {
    store.close();
  }
}
