package dev.broadside.stage;

import dev.broadside.process.ProcessException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Makes go wrong what somebody asked for, and heals it again. Which connections are hit is drawn
 * from a seed, over the order in which they connected.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What heals later needs no waiting for.
final class Faults implements AutoCloseable {
  private final Connections connections;
  private final TableFaults tableFaults;
  private final PostFaults posts;
  private final Pauses pauses = new Pauses();
  private final SplittableRandom random;
  private final Map<String, Process> processes = new TreeMap<>();
  private final IdentityHashMap<Fault, Runnable> active = new IdentityHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stage-faults").factory());

  Faults(Connections connections, TableFaults tableFaults, PostFaults posts, long seed) {
    this.connections = connections;
    this.tableFaults = tableFaults;
    this.posts = posts;
    this.random = new SplittableRandom(seed);
  }

  /**
   * What a fault hit at once.
   *
   * @param hit how many; posts and calls are hit later
   * @param of of how many
   */
  record Effect(long hit, long of) {}

  private record Process(long pid, Runnable end) {}

  /** A process that faults may name, and how it is ended. */
  synchronized void know(String name, long pid, Runnable end) {
    processes.put(name, new Process(pid, end));
  }

  /** How many posts were hit since the stage started. */
  long postsHit() {
    return posts.hits();
  }

  /** Runs {@code task} on the thread of faults, which may wait where an event loop must not. */
  void execute(Runnable task) {
    timer.execute(task);
  }

  /** Makes it go wrong, until its time is over. */
  synchronized Effect begin(Fault fault) throws StageException {
    Effect effect =
        switch (fault) {
          case Fault.Kill kill -> kill(kill);
          case Fault.Freeze freeze -> stall(freeze, freeze.share(), Stall::freeze);
          case Fault.Fail fail -> {
            posts.begin(fail);
            active.put(fail, () -> posts.end(fail));
            yield new Effect(0, 0);
          }
          case Fault.Delay delay -> {
            posts.begin(delay);
            active.put(delay, () -> posts.end(delay));
            yield new Effect(0, 0);
          }
          case Fault.Throttle throttle -> throttle(throttle);
          case Fault.Pause pause -> pause(pause);
          case Fault.End end -> end(end);
        };
    Duration heals = fault.heals();
    if (heals != null) {
      timer.schedule(() -> heal(fault), heals.toNanos(), TimeUnit.NANOSECONDS);
    }
    return effect;
  }

  private Effect kill(Fault.Kill kill) {
    return switch (kill.how()) {
      case SILENT -> stall(kill, kill.share(), Stall::silence);
      case FIN -> close(kill, false);
      case RESET -> close(kill, true);
    };
  }

  private Effect close(Fault.Kill kill, boolean reset) {
    List<Channel> all = channels();
    List<Channel> victims = victims(all, kill.share());
    for (Channel channel : victims) {
      channel
          .eventLoop()
          .execute(
              () -> {
                if (reset) {
                  // A socket that lingers for no time is broken off with RST.
                  channel.config().setOption(ChannelOption.SO_LINGER, 0);
                }
                channel.close();
              });
    }
    return new Effect(victims.size(), all.size());
  }

  private Effect stall(Fault fault, double share, Function<Channel, Runnable> how) {
    List<Channel> all = channels();
    List<Runnable> heals = victims(all, share).stream().map(how).toList();
    active.put(fault, () -> heals.forEach(Runnable::run));
    return new Effect(heals.size(), all.size());
  }

  private List<Channel> channels() {
    return connections.all().stream()
        .sorted(
            Comparator.comparingLong(Connection::connectedAtMillis).thenComparing(Connection::id))
        .map(Connection::channel)
        .toList();
  }

  /** So many that their share is met as well as it can be, and at least one where there is any. */
  private List<Channel> victims(List<Channel> all, double share) {
    List<Channel> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    long count = Math.min(all.size(), Math.max(1, Math.round(all.size() * share)));
    return shuffled.subList(0, (int) count);
  }

  private Effect throttle(Fault.Throttle throttle) throws StageException {
    tableFaults.begin(throttle.resource());
    active.put(throttle, () -> tableFaults.end(throttle.resource()));
    return new Effect(1, 1);
  }

  private Effect pause(Fault.Pause pause) throws StageException {
    try {
      active.put(pause, pauses.begin(process(pause.process()).pid(), pause.heals()));
      return new Effect(1, 1);
    } catch (ProcessException e) {
      throw StageException.of(e);
    }
  }

  private Effect end(Fault.End end) throws StageException {
    timer.execute(process(end.process()).end());
    return new Effect(1, 1);
  }

  private Process process(String name) throws StageException {
    Process process = processes.get(name);
    if (process == null) {
      throw new StageException(
          "there is no process '%s' to stop: there are %s"
              .formatted(
                  name, processes.isEmpty() ? "none" : String.join(", ", processes.keySet())));
    }
    return process;
  }

  private synchronized void heal(Fault fault) {
    Runnable healing = active.remove(fault);
    if (healing != null) {
      healing.run();
    }
  }

  /** Heals what can be healed; says how many faults that were. */
  synchronized int healAll() {
    List<Fault> all = List.copyOf(active.keySet());
    all.forEach(this::heal);
    return all.size();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    healAll();
  }
}
