package dev.hearth.processor;

/** What can be wrong with an annotated class; docs/processor-errors.md explains each. */
enum Code {
  NO_NAME,
  BAD_NAME,
  NO_TRIGGER,
  NOT_A_CLASS,
  ABSTRACT_CLASS,
  GENERIC_CLASS,
  INNER_CLASS,
  PRIVATE_CLASS,
  PRIVATE_CONSTRUCTOR,
  MANY_CONSTRUCTORS,
  BAD_PARAMETER,
  UNNAMED_MODEL,
  BAD_MODEL_NAME,
  BAD_SETTING,
  SETTING_TYPE,
  FALLBACK_VALUE,
  CHECKED_EXCEPTION,
  NO_INFER_METHOD,
  PRIVATE_METHOD,
  STATIC_METHOD,
  GENERIC_METHOD,
  NO_MODEL,
  TWO_MODELS,
  MODEL_NAMED_TWICE,
  NO_ITEM,
  TWO_ITEMS,
  RETURN_TYPE,
  BAD_ROUTE,
  SAME_ROUTE,
  HIDDEN_ROUTE,
  BATCH_RANGE,
  UNSUPPORTED_TYPE,
  BAD_CODEC,
  NO_MODEL_SOURCE,
  BAD_MODEL_PROVIDER,
  EXPECTS_NOT_STATIC,
  EXPECTS_NOT_SIGNATURE,
  PRIVATE_FIELD,
  UNKNOWN_MODEL,
  TWO_EXPECTS,
  OUTSIDE_FUNCTION,
  NAME_TAKEN,
  INTERNAL;

  /** Returns the code as it stands in messages: {@code [NoName]}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    boolean first = true;
    for (char c : name().toCharArray()) {
      if (c != '_') {
        text.append(first ? c : Character.toLowerCase(c));
      }
      first = c == '_';
    }
    return text.append(']').toString();
  }
}
