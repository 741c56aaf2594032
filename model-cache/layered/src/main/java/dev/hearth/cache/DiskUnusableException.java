package dev.hearth.cache;

import org.jspecify.annotations.Nullable;

/** Says that the disk layer cannot take a model; the load goes on without it. */
final class DiskUnusableException extends Exception {

  private static final long serialVersionUID = 1;

  DiskUnusableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
