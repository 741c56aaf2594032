package dev.hearth.benchmarks.load;

import dev.hearth.onnx.LoadForm;
import java.util.Locale;

/** The ways to load that are compared. */
enum Candidates {
  /** What most handlers do: {@code OrtEnvironment.createSession(path)}. */
  PATH,
  /** A bundle, mapped without prepacking. */
  MAPPED,
  /** A bundle, prepacked and mapped. */
  PREPACKED,
  /** A bundle, mapped first, prepacked later: Hearth's default. */
  TWO_PHASE;

  LoadForm form() {
    return LoadForm.valueOf(name());
  }

  /** Returns the candidate's name in tables and on command lines. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Candidates of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
