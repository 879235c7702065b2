package dev.broadside.handlers;

import dev.broadside.handlers.direct.Traffic;
import dev.broadside.handlers.sigv4.PostTemplate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The posts of a broadcast as requests that are signed when they are written. */
final class SignedPosts implements Traffic<Post> {
  private final Posts posts;
  private final Clock clock;
  private final Function<Instant, PostTemplate> prepare;
  private long second = Long.MIN_VALUE;
  private @Nullable PostTemplate template;

  /** Why there is no template of this second, or null. */
  private @Nullable RuntimeException unprepared;

  /**
   * Signs with what {@code prepare} makes of the current second. Where it throws, the post failed:
   * nothing goes out unsigned.
   */
  SignedPosts(Posts posts, Clock clock, Function<Instant, PostTemplate> prepare) {
    this.posts = posts;
    this.clock = clock;
    this.prepare = prepare;
  }

  @Override
  public @Nullable Post next() {
    while (true) {
      Post post = posts.poll();
      if (post == null || isPrepared(post)) {
        return post;
      }
    }
  }

  private boolean isPrepared(Post post) {
    long now = Math.floorDiv(clock.millis(), 1000L);
    if (now != second) {
      second = now;
      prepare(Instant.ofEpochSecond(now));
    }
    if (unprepared != null) {
      posts.failed(post, unprepared);
      return false;
    }
    return true;
  }

  /* To look for credentials may take seconds, in which nobody reads answers: once, whatever comes. */
  private void prepare(Instant at) {
    try {
      template = prepare.apply(at);
      unprepared = null;
    } catch (RuntimeException noCredentials) {
      unprepared = noCredentials;
    }
  }

  @Override
  public long waitNanos() {
    return posts.waitNanos();
  }

  @Override
  public long attemptNanos() {
    return posts.attemptNanos();
  }

  @Override
  public int mostBytes(Post post) {
    return template().mostBytes(post.connectionId);
  }

  @Override
  public void write(Post post, ByteBuffer into) {
    template().write(post.connectionId, into);
  }

  private PostTemplate template() {
    if (template == null) {
      throw new IllegalStateException("no post was prepared");
    }
    return template;
  }

  @Override
  public void answered(Post post, int status) {
    posts.answered(post, status);
  }

  @Override
  public void failed(Post post, IOException failure) {
    posts.failed(post, failure);
  }
}
