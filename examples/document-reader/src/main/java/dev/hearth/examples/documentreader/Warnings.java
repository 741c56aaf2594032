package dev.hearth.examples.documentreader;

import java.io.EOFException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** Listens for the one warning that matters: the JPEG reader fills up with gray what is missing. */
final class Warnings implements IIOReadWarningListener {

  private boolean cutShort;

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    cutShort |= warning.startsWith("Truncated File");
  }

  void refuseIfCutShort() throws EOFException {
    if (cutShort) {
      throw new EOFException("the file ends early");
    }
  }
}
