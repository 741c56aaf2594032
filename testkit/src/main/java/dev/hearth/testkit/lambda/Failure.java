package dev.hearth.testkit.lambda;

import java.util.function.Function;

/**
 * Why nothing will be answered any more; makes one exception for each waiter, told what was waited
 * for.
 *
 * @param lasting whether it holds until another process is started, a {@code /next} or not
 */
record Failure(boolean lasting, Function<String, NoAnswerException> cause) {

  static Failure exited(Exit exit) {
    return new Failure(true, what -> new FunctionExitedException(what, exit));
  }

  static Failure closed() {
    return new Failure(
        true, what -> new NoAnswerException("the Runtime API server was closed before " + what));
  }

  static Failure init(String phase, ErrorReport report) {
    return new Failure(false, what -> new FunctionInitException(phase, what, report));
  }

  NoAnswerException before(String what) {
    return cause.apply(what);
  }
}
