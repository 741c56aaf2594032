/** Keeps model files and loaded models near: memory, disk, remote store. */
module dev.hearth.cache {
  requires static org.jspecify;
  requires transitive dev.hearth;
  requires com.github.benmanes.caffeine;
  requires org.slf4j;

  exports dev.hearth.cache;
}
