package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.handlers.sigv4.Keys;
import dev.broadside.handlers.sigv4.PostTemplate;
import dev.broadside.handlers.sigv4.Signer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With what posts are signed, and that none goes out without. */
final class SignedPostsTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final Tally tally = new Tally();
  private final List<Instant> asked = new ArrayList<>();
  private Instant now = NOON;
  private boolean hasCredentials = true;

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  private final Posts found =
      new Posts(tally, Deadline.inMillis(Integer.MAX_VALUE), new SplittableRandom(1));
  private final SignedPosts posts = new SignedPosts(found, clock, this::template);

  private void find(int connections) throws InterruptedException {
    found.addAll(IntStream.range(0, connections).mapToObj(i -> "id" + i).iterator());
  }

  private PostTemplate template(Instant second) {
    asked.add(second);
    if (!hasCredentials) {
      throw new IllegalStateException("no credentials");
    }
    Keys keys = new Keys("AK", "SK", "token" + asked.size());
    return new PostTemplate(
        new Signer("us-east-1", "execute-api"), keys, second, "host", "/prod", new byte[0]);
  }

  private String next() {
    Post post = Objects.requireNonNull(posts.next());
    ByteBuffer bytes = ByteBuffer.allocate(posts.mostBytes(post));
    posts.write(post, bytes);
    posts.answered(post, 200);
    return StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
  }

  @Test
  void aPostIsSignedWithTheSecondInWhichItGoesOutAlsoWhenTheClockGoesBack()
      throws InterruptedException {
    find(4);
    assertTrue(next().contains("x-amz-date: 20261121T120000Z"));
    now = NOON.plusMillis(999);
    assertTrue(next().contains("x-amz-security-token: token1"));
    now = NOON.plusSeconds(7);
    String later = next();
    assertTrue(later.contains("20261121T120007Z") && later.contains("token2"), later);
    now = NOON.minusSeconds(60);
    assertTrue(next().contains("x-amz-date: 20261121T115900Z"));
    assertEquals(3, asked.size());
  }

  /** To look for credentials may take seconds, in which nobody reads the answers to other posts. */
  @Test
  void withoutCredentialsNothingGoesOutAndTheyAreLookedForOnceASecond()
      throws InterruptedException {
    hasCredentials = false;
    find(100);
    assertNull(posts.next());
    assertEquals(Map.of("IllegalStateException", 100L), tally.outcome(0, null).failures());
    assertEquals(List.of(NOON), asked);
  }

  @Test
  void credentialsThatComeLaterAreUsed() throws InterruptedException {
    hasCredentials = false;
    find(1);
    assertNull(posts.next());
    hasCredentials = true;
    now = NOON.plusSeconds(1);
    find(1);
    assertTrue(next().contains("x-amz-security-token: token2"));
    assertEquals(1, tally.outcome(0, null).failed());
    assertEquals(1, tally.posted());
  }
}
