/**
 * Runs models with ONNX Runtime; the only package that imports {@code ai.onnxruntime}. Start at
 * {@link dev.hearth.onnx.OnnxRuntime}.
 */
@NullMarked
package dev.hearth.onnx;

import org.jspecify.annotations.NullMarked;
