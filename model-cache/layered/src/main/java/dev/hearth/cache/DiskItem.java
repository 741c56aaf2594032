package dev.hearth.cache;

import dev.hearth.ModelRef;
import java.nio.file.Path;

/**
 * A file that is to be brought into a disk layer.
 *
 * @param ref the version it belongs to
 * @param part what its part is called; the same for all who bring it
 * @param target the name it gets when it is whole
 */
record DiskItem(ModelRef ref, String part, Path target) {}
