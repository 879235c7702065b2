package dev.broadside.stage.sources;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * What all pollers of a stage have in common.
 *
 * @param environments how many calls of a function can be under way
 * @param batches runs each batch on a thread of its own
 * @param nanos the clock
 * @param delivery how long records are on their way
 */
record Surroundings(
    FunctionCaller functions,
    ToIntFunction<String> environments,
    Executor batches,
    LongSupplier nanos,
    Delivery delivery) {
  private static final System.Logger LOG = System.getLogger(Surroundings.class.getName());

  long now() {
    return nanos.getAsLong();
  }

  /** Begins a batch, unless the stage ends. */
  void execute(Runnable batch) throws InterruptedException {
    try {
      batches.execute(batch);
    } catch (RejectedExecutionException stopping) {
      throw new InterruptedException("the stage stops");
    }
  }

  /** Says what went wrong, and waits so long that a service which is down is not pestered. */
  void failed(String sentence, Exception cause) {
    LOG.log(System.Logger.Level.WARNING, sentence + " (" + cause + ")");
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says what was handled, and will be again. */
  void cameBack(String queue, int messages) {
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} messages of {1} were handled and come back: raise its VisibilityTimeout, which ended first",
        messages,
        queue);
  }

  /** Says what will never be handled. */
  void discarded(String stream, int changes) {
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} records of {1} are discarded: they failed too often, or are too old",
        changes,
        stream);
  }
}
