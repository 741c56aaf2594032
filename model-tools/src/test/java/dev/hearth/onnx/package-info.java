/** Ways for checks into what the package of this name keeps to itself. */
@NullMarked
package dev.hearth.onnx;

import org.jspecify.annotations.NullMarked;
