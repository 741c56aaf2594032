package dev.hearth.examples.ticketrouter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The tokens of a model and their ids; immutable.
 *
 * <p>Made for a quick start: the tokens stay the bytes they were read as, and one table of numbers
 * finds them. No string is made for any of them. The loops over the file are many short calls,
 * which a JVM that has just begun compiles sooner than one long loop.
 */
final class Vocabulary {

  /** What a token that goes on inside a word begins with. */
  private static final byte[] INSIDE = {'#', '#'};

  private static final int INITIAL_COUNT = 1024;
  private static final int HASH_FACTOR = 31;
  private static final int SPREAD = 0x9E3779B9;

  final int unknown;
  final int begin;
  final int end;

  private final byte[] bytes;

  /**
   * Where each token begins in {@link #bytes}, and one more: where the one after the last would.
   */
  private final int[] starts;

  private final int count;

  /** An id plus one in each slot taken; the one after is tried when a slot holds another token. */
  private final int[] table;

  private final int shift;
  private final int insideHash;
  private int longest;

  private Vocabulary(byte[] bytes, int[] starts, int count) throws IOException {
    this.bytes = bytes;
    this.starts = starts;
    this.count = count;
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(count) + 1;
    this.table = new int[1 << bits];
    this.shift = Integer.SIZE - bits;
    this.insideHash = hash(INSIDE, 0, INSIDE.length);
    for (int id = 0; id < count; id++) {
      add(id);
    }
    unknown = require("[UNK]");
    begin = require("[CLS]");
    end = require("[SEP]");
  }

  /** Keeps {@code bytes}, which must not be changed any more. */
  static Vocabulary parse(byte[] bytes) throws IOException {
    int[] starts = new int[INITIAL_COUNT];
    int count = 0;
    int start = 0;
    while (start < bytes.length) {
      start = endOfLine(bytes, start) + 1;
      if (++count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
      }
      starts[count] = start;
    }
    return new Vocabulary(bytes, starts, count);
  }

  /** Returns the most bytes that any token has. */
  int longest() {
    return longest;
  }

  /** Returns the id of a token, or -1. */
  int id(String token) {
    byte[] word = token.getBytes(StandardCharsets.UTF_8);
    return find(word, 0, word.length, hash(word, 0, word.length), false);
  }

  /** Returns the hash of nothing, to be {@link #extend extended} byte by byte. */
  int hashOfNothing(boolean inside) {
    return inside ? insideHash : 0;
  }

  static int extend(int hash, byte next) {
    return hash * HASH_FACTOR + next;
  }

  /**
   * Returns the id of the token that a part of a word is, or -1.
   *
   * @param hash the part's hash
   * @param inside whether the part stands inside a word, so that its token begins with ##
   */
  int find(byte[] word, int from, int to, int hash, boolean inside) {
    int mask = table.length - 1;
    for (int slot = slot(hash); table[slot] != 0; slot = (slot + 1) & mask) {
      int id = table[slot] - 1;
      if (is(id, word, from, to, inside)) {
        return id;
      }
    }
    return -1;
  }

  private boolean is(int id, byte[] word, int from, int to, boolean inside) {
    int at = starts[id];
    int length = starts[id + 1] - 1 - at;
    if (inside) {
      if (length < INSIDE.length || bytes[at] != INSIDE[0] || bytes[at + 1] != INSIDE[1]) {
        return false;
      }
      at += INSIDE.length;
      length -= INSIDE.length;
    }
    if (length != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (bytes[at++] != word[i]) {
        return false;
      }
    }
    return true;
  }

  private void add(int id) {
    int start = starts[id];
    int stop = starts[id + 1] - 1;
    longest = Math.max(longest, stop - start);
    int mask = table.length - 1;
    int slot = slot(hash(bytes, start, stop));
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    table[slot] = id + 1;
  }

  private int slot(int hash) {
    return (hash * SPREAD) >>> shift;
  }

  private int require(String token) throws IOException {
    int id = id(token);
    if (id < 0) {
      throw new IOException(
          "vocabulary of "
              + count
              + " lines has no token "
              + token
              + " (expected: a BERT vocabulary, one token a line)");
    }
    return id;
  }

  private static int hash(byte[] word, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * HASH_FACTOR + word[i];
    }
    return hash;
  }

  private static int endOfLine(byte[] bytes, int start) {
    int at = start;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return at;
  }
}
