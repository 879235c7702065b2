package dev.broadside.handlers;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The posts of one broadcast that are still to be made, and the one policy of every fanout: whose
 * turn it is, when, and what an answer means.
 *
 * <ul>
 *   <li>410: the connection is gone; the broadcast removes it.
 *   <li>429: the pacer slows all posts, and this one comes again. A connection that is refused over
 *       and over while others are not has a client that does not read: it backs off on its own.
 *   <li>5xx and broken connections: again after a random time that doubles.
 *   <li>Anything else: failed.
 * </ul>
 *
 * <p>When the time is up, what was never tried is counted as such. From any thread.
 */
final class Posts {
  private static final int MOST_REFUSALS = 12;
  private static final int MOST_FAILURES = 8;
  private static final long REFUSED_BASE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long FAILED_BASE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONGEST_BACKOFF_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long ATTEMPT_NANOS = TimeUnit.SECONDS.toNanos(5);

  /* A page of 1 MB has some 10,000 ids: so many are found in advance, and the rest waits. */
  private static final int MOST_FOUND = 20_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final ArrayDeque<String> found = new ArrayDeque<>();
  private final PriorityQueue<Post> again =
      new PriorityQueue<>(Comparator.comparingLong(post -> post.dueNanos));
  private final Tally tally;
  private final Pacer pacer;
  private final Deadline deadline;
  private final LongSupplier nanos;
  private final RandomGenerator random;
  private boolean foundAll;
  private int inFlight;
  private boolean over;
  private boolean cutShort;

  /** The one thread that waits for a time; the others wait for it to have left. */
  private @Nullable Thread leader;

  private long waitNanos;
  private volatile Runnable listener = () -> {};

  Posts(Tally tally, Deadline deadline, RandomGenerator random) {
    this.tally = tally;
    this.deadline = deadline;
    this.nanos = deadline.nanos();
    this.pacer = new Pacer(nanos.getAsLong());
    this.random = random;
  }

  /** The post to one connection, and no more. */
  static Posts toOne(String connectionId, Tally tally, Deadline deadline, RandomGenerator random) {
    Posts posts = new Posts(tally, deadline, random);
    posts.found.add(connectionId);
    posts.foundAll = true;
    return posts;
  }

  /** Adds every id, as they are found; waits while there are plenty. False when time ran out. */
  boolean addAll(Iterator<String> connections) throws InterruptedException {
    while (connections.hasNext()) {
      if (!add(connections.next())) {
        return false;
      }
    }
    return true;
  }

  private boolean add(String connectionId) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (found.size() >= MOST_FOUND && !over) {
        room.await();
      }
      if (over) {
        return false;
      }
      found.add(connectionId);
      wakeOne();
      if (found.size() > 1) {
        return true;
      }
    } finally {
      lock.unlock();
    }
    listener.run();
    return true;
  }

  /** There will be no more ids. */
  void foundAll() {
    lock.lock();
    try {
      foundAll = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    listener.run();
  }

  /** {@code listener} is told when ids came after {@link #poll} found none. */
  void onFound(Runnable listener) {
    this.listener = listener;
  }

  /** The next post, when it is time for it; null when there is none any more. */
  @Nullable Post take() {
    lock.lock();
    try {
      while (true) {
        Post post = next();
        if (post != null) {
          return post;
        }
        if (waitNanos < 0 && (over || inFlight == 0)) {
          changed.signalAll();
          return null;
        }
        await(waitNanos);
      }
    } finally {
      if (leader == null) {
        changed.signal();
      }
      lock.unlock();
    }
  }

  /* As in a delay queue: were all to wait for the same moment, all would wake for one post. */

  /* Lambda interrupts nobody; if somebody does, the broadcast is over. */
  private void await(long forNanos) {
    Thread self = Thread.currentThread();
    try {
      if (forNanos < 0 || leader != null) {
        changed.await();
      } else {
        leader = self;
        changed.awaitNanos(forNanos);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      end("Interrupted");
    } finally {
      if (leader == self) {
        leader = null;
      }
    }
  }

  /** There is something to do, perhaps earlier than the leader thinks. */
  private void wakeOne() {
    leader = null;
    changed.signal();
  }

  /** The next post if it is time for one, otherwise null, and {@link #waitNanos} tells more. */
  @Nullable Post poll() {
    lock.lock();
    try {
      return next();
    } finally {
      lock.unlock();
    }
  }

  /**
   * After {@link #poll} gave null: when to ask again; negative when there will be no more posts,
   * unless one that is under way comes again.
   */
  long waitNanos() {
    lock.lock();
    try {
      return waitNanos;
    } finally {
      lock.unlock();
    }
  }

  /** How long an attempt that begins now may take. */
  long attemptNanos() {
    return Math.max(
        TimeUnit.MILLISECONDS.toNanos(1), Math.min(ATTEMPT_NANOS, deadline.remainingNanos()));
  }

  private @Nullable Post next() {
    waitNanos = -1;
    if (over) {
      return null;
    }
    long now = nanos.getAsLong();
    if (deadline.atNanos() - now <= 0) {
      end("OutOfTime");
      return null;
    }
    Post due = again.peek();
    boolean isDue = due != null && due.dueNanos - now <= 0;
    if (!isDue && found.isEmpty()) {
      if (due != null) {
        waitNanos = due.dueNanos - now;
      } else if (!foundAll) {
        waitNanos = deadline.atNanos() - now;
      }
      return null;
    }
    long pause = pacer.waitNanos(now);
    if (pause > 0) {
      waitNanos = Math.min(pause, deadline.atNanos() - now);
      return null;
    }
    Post post = isDue ? again.remove() : new Post(found.remove());
    if (found.size() == MOST_FOUND / 2) {
      room.signalAll();
    }
    inFlight++;
    post.attempts++;
    post.sentNanos = now;
    post.window = pacer.sent(now);
    tally.attempt(post.attempts > 1, now);
    return post;
  }

  /** Nothing more is tried. */
  private void end(String reason) {
    if (over) {
      return;
    }
    over = true;
    cutShort = !foundAll;
    tally.notTried(found.size());
    again.forEach(post -> tally.failed(reason));
    found.clear();
    again.clear();
    changed.signalAll();
    room.signalAll();
  }

  /** What kept the lookup from its last page, or null. */
  @Nullable String lookupEnd(@Nullable Throwable failure) {
    lock.lock();
    try {
      return failure != null ? Failure.name(failure) : cutShort ? "OutOfTime" : null;
    } finally {
      lock.unlock();
    }
  }

  /** The attempt was answered. */
  void answered(Post post, int status) {
    lock.lock();
    try {
      inFlight--;
      if (status >= 200 && status < 300) {
        tally.posted(post.sentNanos, nanos.getAsLong());
      } else if (status == 410) {
        tally.gone(post.connectionId);
      } else if (status == 429) {
        refused(post);
      } else if (status >= 500 || status == 408) {
        again(post, Integer.toString(status));
      } else {
        tally.failed(Integer.toString(status));
      }
      settled();
    } finally {
      lock.unlock();
    }
  }

  /** The attempt got no answer. */
  void failed(Post post, Throwable failure) {
    lock.lock();
    try {
      inFlight--;
      if (Failure.mayPass(failure)) {
        again(post, Failure.name(failure));
      } else {
        tally.failed(Failure.name(failure));
      }
      settled();
    } finally {
      lock.unlock();
    }
  }

  private void settled() {
    if (inFlight == 0 && again.isEmpty()) {
      changed.signalAll();
    }
  }

  private void refused(Post post) {
    long now = nanos.getAsLong();
    tally.throttled();
    pacer.refused(post.window, now);
    post.refusals++;
    if (post.refusals >= MOST_REFUSALS) {
      tally.failed("429");
      return;
    }
    // The first two find a bucket that is shared; from the third on it may be the connection's own.
    long backoff = post.refusals <= 2 ? 0 : backoff(REFUSED_BASE_NANOS, post.refusals - 3);
    queue(post, now + backoff, "429");
  }

  private void again(Post post, String reason) {
    int failures = post.attempts - post.refusals;
    if (failures >= MOST_FAILURES) {
      tally.failed(reason);
      return;
    }
    queue(post, nanos.getAsLong() + backoff(FAILED_BASE_NANOS, failures - 1), reason);
  }

  /**
   * Between half of it and all of it, so that what failed together does not come together again.
   */
  private long backoff(long baseNanos, int doublings) {
    long most = Math.min(LONGEST_BACKOFF_NANOS, baseNanos << Math.min(doublings, 20));
    return random.nextLong(most / 2, most + 1);
  }

  private void queue(Post post, long dueNanos, String reason) {
    if (over || dueNanos - deadline.atNanos() >= 0) {
      tally.failed(reason);
      return;
    }
    post.dueNanos = dueNanos;
    again.add(post);
    wakeOne();
  }
}
