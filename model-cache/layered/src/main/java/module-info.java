/** Keeps model files and loaded models near: memory, disk, remote store. */
module dev.hearth.cache {
  requires static org.jspecify;
  requires transitive dev.hearth;
  requires org.slf4j;

  exports dev.hearth.cache;
}
