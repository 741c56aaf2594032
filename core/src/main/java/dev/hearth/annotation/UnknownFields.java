package dev.hearth.annotation;

/** What happens to a field of a JSON object that nobody asked for. */
public enum UnknownFields {
  /** It is passed over, so that callers may send more than this version of a function knows. */
  IGNORE,
  /** The item is refused, so that a misspelt field does not go unnoticed. */
  REJECT
}
