package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;

/** What becomes of the posts of each fanout where none can be made. */
@Timeout(60)
@ExtendWith(DummyCredentials.class)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class FanoutTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1/prod");
  private static final int MOST_ATTEMPTS = 8;

  private static Outcome post(String fanout, LongSupplier nanos) throws InterruptedException {
    Settings settings =
        Settings.read(
            Map.of(
                "AWS_REGION", "us-east-1",
                "WEBSOCKET_TABLE", "connections",
                "BROADSIDE_FANOUT", fanout,
                "BROADSIDE_CONCURRENCY", "2"));
    Tally tally = new Tally();
    Posts posts = new Posts(tally, new Deadline(Long.MAX_VALUE / 2, nanos), new SplittableRandom());
    posts.addAll(List.of("a", "b", "c").iterator());
    posts.foundAll();
    try (Fanout means = Fanout.from(settings)) {
      means.post(NOBODY, SdkBytes.fromUtf8String("Hi"), posts);
    }
    return tally.outcome(0, posts.lookupEnd(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"serial", "pool", "virtual", "async", "direct"})
  void whoCannotBeReachedIsTriedAgainAndThenFails(String fanout) throws InterruptedException {
    AtomicLong now = new AtomicLong();
    // Two seconds pass whenever somebody looks, so that every backoff is over.
    Outcome outcome = post(fanout, () -> now.addAndGet(Duration.ofSeconds(2).toNanos()));
    assertEquals(3, outcome.failed(), outcome::toJson);
    assertEquals(3, outcome.connections(), outcome::toJson);
    assertEquals(3 * MOST_ATTEMPTS, outcome.work().attempts(), outcome::toJson);
  }

  /** A library that is not there throws an error, no exception. */
  @ParameterizedTest
  @ValueSource(strings = {"pool", "async"})
  void anErrorIsCountedAndKeepsNobodyWaiting(String fanout) throws InterruptedException {
    StackWalker stack = StackWalker.getInstance();
    Outcome outcome =
        post(
            fanout,
            () -> {
              if (stack.walk(
                  frames -> frames.anyMatch(frame -> frame.getMethodName().equals("within")))) {
                throw new NoClassDefFoundError("some.Library");
              }
              return System.nanoTime();
            });
    assertTrue(outcome.connections() == 3 && outcome.failed() == 3, outcome::toJson);
    assertEquals(Map.of("NoClassDefFoundError", 3L), outcome.failures());
  }
}
