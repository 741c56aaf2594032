package dev.hearth.cache;

/** How the bytes of a model are checked against its digest when they arrive from a store. */
public enum Integrity {
  /**
   * By length and CRC-32C: finds every cut, every flipped bit and every burst of up to 32 bits, at
   * the speed of memory. The default.
   */
  CRC32C,
  /**
   * By length, CRC-32C and SHA-256, which also finds a model that somebody exchanged without
   * exchanging its digest. Costs thirty times as much on a JVM that stops at its first compiler
   * tier, as Lambda's do.
   */
  SHA256
}
