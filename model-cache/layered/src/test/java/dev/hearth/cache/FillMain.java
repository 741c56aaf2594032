package dev.hearth.cache;

import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.InferenceException;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelRef;
import dev.hearth.bundle.BundleFile;
import dev.hearth.spi.Alias;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelDownload;
import dev.hearth.spi.ModelStore;
import dev.hearth.spi.PublishProgress;
import dev.hearth.testkit.FakeModel;
import dev.hearth.testkit.FakeRuntime;
import dev.hearth.testkit.store.FaultyStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process that has one model of one folder through one cache and tells what it got. It prints a
 * dot for each piece of the transfer, so that somebody who wants to kill it knows how far it is.
 */
final class FillMain {

  private static final ModelRef MINILM = ModelRef.parse("minilm@3");
  private static final int PIECE_BYTES = 1 << 15;

  private FillMain() {}

  /** Takes the disk layer's folder, the store's folder and the quota in bytes. */
  public static void main(String[] args) throws Exception {
    FakeRuntime runtime = new FakeRuntime();
    FaultyStore store = new FaultyStore(new DottingStore(FolderModelStore.at(Path.of(args[1]))));
    LayeredModelCache cache =
        LayeredModelCache.builder()
            .disk(Path.of(args[0]), Bytes.of(Long.parseLong(args[2])))
            .remote(store)
            .runtime(runtime)
            .build();
    say("ready");
    System.in.read();
    try (Lease<Model> lease = cache.model(MINILM.toString()).acquire(Deadline.none())) {
      say("");
      say("seed " + ((FakeModel) lease.get()).seed());
      say("found in " + lease.get().loadReport().foundIn());
    } catch (InferenceException e) {
      say("");
      say("failed " + e);
    }
    say("bytes read " + store.bytesRead());
    List<String> warnings = Logs.warnings("");
    say("warnings " + warnings.size());
    warnings.forEach(FillMain::say);
  }

  private static void say(String line) {
    System.out.println(line);
  }

  private record DottingStore(ModelStore store) implements ModelStore {

    @Override
    public String location() {
      return store.location();
    }

    @Override
    public ModelDownload open(ModelRef ref, Deadline deadline) {
      return new DottingDownload(store.open(ref, deadline));
    }

    @Override
    public Optional<byte[]> manifest(ModelRef ref, Deadline deadline) {
      return store.manifest(ref, deadline);
    }

    @Override
    public ModelDownload open(ModelRef ref, BundleFile file, Deadline deadline) {
      return new DottingDownload(store.open(ref, file, deadline));
    }

    @Override
    public Alias resolve(ModelRef alias, @Nullable String etag, Deadline deadline) {
      return store.resolve(alias, etag, deadline);
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

  private record DottingDownload(ModelDownload download) implements ModelDownload {

    @Override
    public long bytes() {
      return download.bytes();
    }

    @Override
    public Optional<ModelDigest> digest() {
      return download.digest();
    }

    @Override
    public InputStream stream() {
      return new FilterInputStream(download.stream()) {
        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          System.out.print('.');
          System.out.flush();
          return in.read(into, offset, Math.min(PIECE_BYTES, length));
        }
      };
    }

    @Override
    public void abort() {
      download.abort();
    }

    @Override
    public void close() {
      download.close();
    }
  }
}
