package dev.broadside.load;

import dev.broadside.scenario.Churn;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Says who leaves when, on a thread of its own: one after the other at a rate from the first
 * broadcast to the end of the measured window, and in storms. The times are absolute, as those of
 * broadcasts are. They leave in turns, in an order that the seed shuffles; who is not there is
 * passed over.
 */
final class Turnover implements Runnable, AutoCloseable {
  private final Churn churn;
  private final AtomicReferenceArray<@Nullable Member> members;
  private final Comings comings;
  private final int[] order;
  private final boolean[] stormed;
  private int turn;
  private long leaves;
  private long goodbyes;
  private volatile @Nullable Times times;
  private volatile @Nullable Thread leaving;
  private volatile boolean closed;

  /** Somebody who may be told to leave. */
  interface Member {
    /** Whether it has joined and could leave. */
    boolean isThere();

    /** Makes it leave, unless it is gone by then, and come back after a while. */
    void leave(Goodbye how, long awayNanos);
  }

  /** When the churn begins, when the measured window does, and when both are over. */
  record Times(long startNanos, long measureNanos, long endNanos) {}

  Turnover(Churn churn, int connections, long seed, Comings comings) {
    this.churn = churn;
    this.members = new AtomicReferenceArray<>(connections);
    this.comings = comings;
    this.order = shuffled(connections, new SplittableRandom(seed));
    this.stormed = new boolean[churn.storms().size()];
  }

  /** Fisher and Yates: every order is as likely as any other. */
  private static int[] shuffled(int count, SplittableRandom random) {
    int[] order = new int[count];
    for (int i = 1; i < count; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /** Somebody who may be asked to leave. */
  void add(int number, Member member) {
    members.set(number, member);
  }

  /** Begins, in its own thread. */
  void begin(Times when) {
    times = when;
    Thread thread = new Thread(this, "churn");
    thread.setDaemon(true);
    leaving = thread;
    thread.start();
  }

  /** The measured window begins, and all ends, at another time than was said. */
  void move(Times when) {
    times = when;
    Thread thread = leaving;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void run() {
    for (Times when = times; when != null && !closed; when = times) {
      long next = letGo(System.nanoTime(), when);
      if (next == Long.MAX_VALUE) {
        return;
      }
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  /** Lets go whoever is due by then; says when the next one is, or {@link Long#MAX_VALUE}. */
  long letGo(long nowNanos, Times when) {
    long next = letGoInStorms(nowNanos, when);
    while (churn.leave() != null) {
      long due = when.startNanos() + churn.leave().offsetNanos(leaves);
      if (due - when.endNanos() >= 0) {
        break;
      }
      if (due - nowNanos > 0) {
        return next == Long.MAX_VALUE || due - next < 0 ? due : next;
      }
      leaves++;
      letGoOne(churn.how(), churn.away());
    }
    return next;
  }

  private long letGoInStorms(long nowNanos, Times when) {
    long next = Long.MAX_VALUE;
    for (int i = 0; i < stormed.length; i++) {
      Churn.Storm storm = churn.storms().get(i);
      long due = when.measureNanos() + storm.at().toNanos();
      if (!stormed[i] && due - nowNanos <= 0) {
        stormed[i] = true;
        comings.storm();
        blow(storm);
      } else if (!stormed[i]) {
        next = next == Long.MAX_VALUE || due - next < 0 ? due : next;
      }
    }
    return next;
  }

  private void blow(Churn.Storm storm) {
    int leaving = storm.leaving(order.length);
    for (int i = 0; i < leaving; i++) {
      Duration later = storm.spread().multipliedBy(i).dividedBy(leaving);
      letGoOne(storm.how(), storm.away().plus(later));
    }
  }

  /** The next one who is there; nobody, when nobody is. */
  private void letGoOne(Churn.How how, Duration away) {
    for (int asked = 0; asked < order.length; asked++) {
      Member next = members.get(order[turn]);
      turn = (turn + 1) % order.length;
      if (next != null && next.isThere()) {
        next.leave(how.isClean(goodbyes++) ? Goodbye.CLOSE : Goodbye.DROP, away.toNanos());
        return;
      }
    }
  }

  /** Nobody leaves any more. */
  @Override
  public void close() {
    closed = true;
  }
}
