package dev.broadside.stage;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Says why functions failed, since the client learns no reason: a hundred times, because more of
 * the same says nothing new and a load test makes many.
 */
final class FailureLog {
  private static final int LINES = 100;

  private final System.Logger log;
  private final AtomicInteger lines = new AtomicInteger();

  FailureLog(Class<?> owner) {
    this.log = System.getLogger(owner.getName());
  }

  void warn(String reason) {
    if (lines.incrementAndGet() <= LINES) {
      log.log(System.Logger.Level.WARNING, reason);
    }
  }
}
