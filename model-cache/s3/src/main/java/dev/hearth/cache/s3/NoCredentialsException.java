package dev.hearth.cache.s3;

/** Says, on its way through the AWS SDK, that there are no credentials. */
final class NoCredentialsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NoCredentialsException(RuntimeException cause) {
    super(cause.getMessage(), cause);
  }
}
