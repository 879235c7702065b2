package dev.broadside.cli;

import dev.broadside.measure.SharedClock;
import dev.broadside.process.ChildJvm;
import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import dev.broadside.scale.InjectorVariables;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An injector on this machine, started as any engine would, with its variables; and asked for its
 * clock, which has to be ours.
 */
final class LocalInjector implements AutoCloseable {
  private static final int PROBES = 20;
  private static final String HEAP = "640m";

  private final int shard;
  private final CompletableFuture<SharedClock> clock = new CompletableFuture<>();
  private @Nullable ChildJvm child;
  private SharedClock heard = SharedClock.UNKNOWN;
  private int probes;
  private long probedNanos;

  private LocalInjector(int shard) {
    this.shard = shard;
  }

  /** Starts it. */
  static LocalInjector start(InjectorVariables variables, int shard, Path logs)
      throws ProcessException {
    LocalInjector injector = new LocalInjector(shard);
    Path log = logs.resolve("injector-" + shard + ".log");
    JvmSpec spec =
        JvmSpec.ours("injector " + shard, Main.class.getName(), HEAP, List.of("injector"), log)
            .withJvmOptions(Injector.JVM_OPTIONS)
            .withEnvironment(variables.withIndex(shard).toEnvironment());
    injector.begin(ChildJvm.start(spec, injector::hear));
    return injector;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for a clock of the dead.
  private synchronized void begin(ChildJvm started) {
    child = started;
    started.onExit().thenAccept(code -> clock.complete(SharedClock.UNKNOWN));
    probe();
  }

  private synchronized void probe() {
    ChildJvm current = child;
    probedNanos = System.nanoTime();
    if (current != null) {
      current.send("clock");
    }
  }

  private synchronized void hear(String line) {
    long after = System.nanoTime();
    try {
      heard = heard.heard(probedNanos, Long.parseLong(line.strip()), after);
    } catch (NumberFormatException e) {
      System.err.println("broadside: injector " + shard + " said '" + line + "'");
      return;
    }
    probes++;
    if (probes < PROBES) {
      probe();
    } else {
      clock.complete(heard);
    }
  }

  int shard() {
    return shard;
  }

  /** Whether its clock has been found not to be ours. */
  boolean hasAnotherClock() {
    return clock.isDone() && isRunning() && !clock.join().isOne();
  }

  private synchronized ChildJvm running() {
    ChildJvm current = child;
    if (current == null) {
      throw new IllegalStateException("it was not started");
    }
    return current;
  }

  boolean isRunning() {
    return running().isAlive();
  }

  /** Its exit code and what it logged last, when it does not run any more. */
  String describeEnd() {
    return running().describeEnd(running().onExit().join());
  }

  @Override
  public void close() {
    running().close();
  }
}
