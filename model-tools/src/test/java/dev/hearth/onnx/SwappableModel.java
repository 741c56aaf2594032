package dev.hearth.onnx;

import ai.onnxruntime.OrtException;
import dev.hearth.Bytes;
import dev.hearth.Model;
import dev.hearth.Ticker;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.ModelContent;

/** A bundle's model whose session a check replaces as often as it likes. */
public final class SwappableModel implements AutoCloseable {

  private final Sessions sessions =
      new Sessions(Environment.get(), SessionSettings.defaults().withIntraOpThreads(1));
  private final ModelContent.InBundle content;
  private final LiveSession live;
  private final OnnxModel model;

  /**
   * Loads the model mapped.
   *
   * @param content the bundle and its variant
   * @throws OrtException if the engine does not take it
   */
  public SwappableModel(ModelContent.InBundle content) throws OrtException {
    this.content = content;
    this.live = new LiveSession(sessions.prepared(content, LoadForm.MAPPED));
    this.model =
        new OnnxModel(
            content.bundle().manifest().model(),
            Bytes.of(content.variant().weightBytes()),
            sessions.environment(),
            live,
            new LoadContext(Ticker.system()).report());
  }

  public Model model() {
    return model;
  }

  /**
   * Puts another session in the place of the present one.
   *
   * @param form its form
   * @throws OrtException if the engine does not take it
   */
  public void swap(LoadForm form) throws OrtException {
    if (!live.replace(sessions.prepared(content, form))) {
      throw new IllegalStateException("the model is closed");
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
