package dev.hearth.cache;

import dev.hearth.Bytes;
import dev.hearth.ModelRef;

/** What a load asks of the memory layer as soon as it knows how much is coming. */
interface Admission {

  /**
   * Refuses a model that could never stay; before it is fetched.
   *
   * @throws dev.hearth.ConfigurationException if the model is larger than all the room there is
   */
  void requireFits(ModelRef ref, Bytes size);

  /**
   * Makes room for a model whose bytes are about to take memory.
   *
   * @param onDisk whether its bytes are on disk now, so that a load to come need not fetch them
   * @throws dev.hearth.ConfigurationException if the model is larger than all the room there is
   */
  void makeRoom(ModelRef ref, Bytes size, boolean onDisk);
}
