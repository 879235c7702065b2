package dev.broadside.stage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Says why functions failed, since the client learns no reason: a hundred times a minute, because
 * more of the same says nothing new and a load test makes many. How many were left out is said when
 * the minute is over; it begins with the first failure after the one before.
 */
final class FailureLog {
  static final int LINES = 100;

  private final Consumer<String> log;
  private final Executor aMinuteLater;
  private int failures;

  FailureLog(Class<?> owner) {
    this(
        line -> System.getLogger(owner.getName()).log(System.Logger.Level.WARNING, line),
        CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES));
  }

  /**
   * @param aMinuteLater runs what it gets a minute later
   */
  FailureLog(Consumer<String> log, Executor aMinuteLater) {
    this.log = log;
    this.aMinuteLater = aMinuteLater;
  }

  void warn(String reason) {
    int number = count();
    if (number == 1) {
      aMinuteLater.execute(this::minuteIsOver);
    }
    if (number <= LINES) {
      log.accept(reason);
    }
  }

  private synchronized int count() {
    return ++failures;
  }

  private void minuteIsOver() {
    int leftOut;
    synchronized (this) {
      leftOut = failures - LINES;
      failures = 0;
    }
    if (leftOut > 0) {
      log.accept(leftOut + " more failures within a minute were not logged");
    }
  }
}
