package dev.hearth.processor;

import dev.hearth.processor.InferFacts.Codec;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Names the codecs to be written: one for each pair of types, after the first method of it. */
final class CodecNames {

  private CodecNames() {}

  /** Returns the name of each method's codec, without methods that bring their own. */
  static Map<InferFacts, String> of(FunctionFacts facts) {
    Map<InferFacts, String> byMethod = new LinkedHashMap<>();
    Map<Codec, String> byTypes = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (InferFacts method : facts.methods()) {
      if (method.codec() instanceof Codec.Written) {
        String name =
            byTypes.computeIfAbsent(
                method.codec(), types -> free(taken, facts.prefix() + capital(method), "Codec"));
        byMethod.put(method, name);
      }
    }
    return byMethod;
  }

  private static String capital(InferFacts method) {
    String name = method.methodName();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** Returns a name that is not taken, with a number before its end if need be, and takes it. */
  static String free(Set<String> taken, String wanted, String end) {
    String name = wanted + end;
    for (int i = 2; !taken.add(name); i++) {
      name = wanted + i + end;
    }
    return name;
  }
}
