package dev.hearth.testkit.function;

/**
 * A message of a queue or a record of a stream. Immutable.
 *
 * @param id its name, the same at each delivery: letters, digits and hyphens
 * @param body what was sent
 */
public record Message(String id, String body) {}
