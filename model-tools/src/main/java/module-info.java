/** Prepares, inspects and publishes models: the command {@code hearth}. */
module dev.hearth.tools {
  requires static org.jspecify;
  requires dev.hearth;
  requires dev.hearth.cache;
  requires dev.hearth.cache.s3;
  requires info.picocli;

  opens dev.hearth.tools to
      info.picocli;
}
