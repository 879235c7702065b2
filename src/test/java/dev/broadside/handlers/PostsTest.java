package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an answer means, by a clock that only the test moves. */
final class PostsTest {
  private final AtomicLong now = new AtomicLong();
  private final Tally tally = new Tally();

  private Posts posts(long millis, int connections) {
    Deadline deadline = new Deadline(TimeUnit.MILLISECONDS.toNanos(millis), now::get);
    Posts posts = new Posts(tally, deadline, new SplittableRandom(1));
    try {
      posts.addAll(IntStream.range(0, connections).mapToObj(i -> "id" + i).iterator());
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    posts.foundAll();
    return posts;
  }

  private Outcome outcome(Posts posts) {
    return tally.outcome(0, posts.lookupEnd(null));
  }

  /** The next post, after all waiting that it takes. */
  private Post next(Posts posts) {
    Post post = posts.poll();
    while (post == null) {
      assertTrue(posts.waitNanos() >= 0, "there is one to come");
      now.addAndGet(Math.max(1, posts.waitNanos()));
      post = posts.poll();
    }
    return post;
  }

  @Test
  void whoIsGoneIsNotTriedAgain() {
    Posts posts = posts(1_000, 1);
    posts.answered(next(posts), 410);
    assertNull(posts.poll());
    assertTrue(posts.waitNanos() < 0);
    assertEquals(List.of("id0"), tally.gone());
  }

  @Test
  void aServersErrorIsTriedAgainLaterEachTime() {
    Posts posts = posts(60_000, 1);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Post post = next(posts);
      posts.answered(post, 503);
      assertNull(posts.poll());
      waits.add(posts.waitNanos() / 1_000_000);
    }
    assertTrue(waits.get(0) >= 25 && waits.get(0) <= 50, waits::toString);
    assertTrue(waits.get(3) >= 200 && waits.get(3) <= 400, waits::toString);
    posts.answered(next(posts), 200);
    assertEquals(5, outcome(posts).work().attempts());
    assertEquals(1, outcome(posts).posted());
  }

  @Test
  void aBrokenConnectionIsTriedAgainAndABugIsNot() {
    Posts posts = posts(60_000, 2);
    posts.failed(next(posts), new RuntimeException(new IOException("reset")));
    posts.failed(next(posts), new IllegalStateException("no credentials"));
    posts.answered(next(posts), 200);
    assertEquals(Map.of("IllegalStateException", 1L), outcome(posts).failures());
    assertEquals(1, outcome(posts).posted());
  }

  @Test
  void aServerThatNeverRecoversIsGivenUp() {
    Posts posts = posts(600_000, 1);
    while (tally.outcome(0, null).connections() == 0) {
      posts.answered(next(posts), 500);
    }
    assertEquals(Map.of("500", 1L), outcome(posts).failures());
    assertEquals(8, outcome(posts).work().attempts());
  }

  @Test
  void oneClientThatDoesNotReadHoldsUpNobodyElse() {
    Posts posts = posts(600_000, 2_000);
    int others = 0;
    while (tally.outcome(0, null).connections() < 2_000) {
      Post post = next(posts);
      now.addAndGet(50_000);
      boolean slow = post.connectionId.equals("id7");
      posts.answered(post, slow ? 429 : 200);
      others += slow ? 0 : 1;
    }
    assertEquals(1_999, others);
    assertEquals(Map.of("429", 1L), outcome(posts).failures());
    assertEquals(12, outcome(posts).work().throttled());
  }

  @Test
  void whenTheTimeIsUpWhatWasNotTriedIsCounted() {
    Posts posts = posts(100, 10);
    posts.answered(next(posts), 200);
    Post underWay = next(posts);
    Post waiting = next(posts);
    posts.answered(waiting, 500);
    now.set(TimeUnit.MILLISECONDS.toNanos(100));
    assertNull(posts.poll());
    assertTrue(posts.waitNanos() < 0);
    posts.answered(underWay, 429);
    Outcome outcome = outcome(posts);
    assertEquals(7, outcome.notTried());
    assertEquals(Map.of("429", 1L, "OutOfTime", 1L), outcome.failures());
    assertEquals(10, outcome.connections());
    assertNull(outcome.lookupFailure(), "the lookup was complete");
  }

  @Test
  void aLookupThatTheTimeCutShortIsSaidToBe() {
    Posts posts = new Posts(tally, new Deadline(1_000, now::get), new SplittableRandom(1));
    assertNull(posts.poll());
    assertEquals(1_000, posts.waitNanos());
    now.set(1_000);
    assertNull(posts.poll());
    assertEquals("OutOfTime", outcome(posts).lookupFailure());
  }

  @Test
  void aRetryThatWouldComeTooLateFailsAtOnce() {
    Posts posts = posts(10, 1);
    posts.answered(next(posts), 500);
    assertNull(posts.poll());
    assertTrue(posts.waitNanos() < 0, "nobody waits for it");
    assertEquals(Map.of("500", 1L), outcome(posts).failures());
  }

  @Test
  void nobodyWaitsForThePacerPastTheEnd() {
    Posts posts = posts(1_300, 3);
    Post first = next(posts);
    now.set(TimeUnit.MILLISECONDS.toNanos(1_000));
    posts.answered(first, 429);
    next(posts);
    assertNull(posts.poll(), "one a second is the rate");
    assertEquals(TimeUnit.MILLISECONDS.toNanos(300), posts.waitNanos());
  }

  /** Whatever comes back, in whatever order, each connection is in exactly one of the sums. */
  @Property(tries = 100)
  void theSumsAddUp(@ForAll long seed, @ForAll @IntRange(min = 0, max = 200) int connections) {
    // Tries share an instance, and its clock.
    new PostsTest().addUp(seed, connections);
  }

  private void addUp(long seed, int connections) {
    SplittableRandom random = new SplittableRandom(seed);
    Posts posts = posts(1 + random.nextInt(3_000), connections);
    ArrayDeque<Post> underWay = new ArrayDeque<>();
    int attempts = 0;
    while (true) {
      Post post = underWay.size() < 20 ? posts.poll() : null;
      if (post != null) {
        attempts++;
        underWay.add(post);
      } else if (!underWay.isEmpty()) {
        Post answered = Objects.requireNonNull(underWay.poll());
        int status = new int[] {200, 200, 200, 410, 429, 403, 503, 0}[random.nextInt(8)];
        if (status == 0) {
          posts.failed(answered, new IOException("reset"));
        } else {
          posts.answered(answered, status);
        }
      } else if (posts.waitNanos() < 0) {
        break;
      }
      now.addAndGet(random.nextLong(5_000_000));
    }
    Outcome outcome = outcome(posts);
    assertEquals(connections, outcome.connections());
    assertEquals(attempts, outcome.work().attempts());
    assertEquals(
        attempts - outcome.work().retried(), connections - outcome.notTried(), "first attempts");
  }

  @Test
  @Timeout(60)
  void threadsThatTakeEndTogetherWhenAllIsDone() throws InterruptedException {
    Posts posts = new Posts(tally, Deadline.inMillis(30_000), new SplittableRandom(1));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      threads.add(Thread.ofVirtual().start(() -> answerAll(posts)));
    }
    posts.addAll(IntStream.range(0, 5_000).mapToObj(i -> "id" + i).iterator());
    posts.foundAll();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(5_000, outcome(posts).posted());
    assertEquals(5_500, outcome(posts).work().attempts());
  }

  private static void answerAll(Posts posts) {
    for (Post post = posts.take(); post != null; post = posts.take()) {
      boolean again = post.attempts == 1 && post.connectionId.endsWith("7");
      posts.answered(post, again ? 503 : 200);
    }
  }
}
