package dev.broadside.cli;

import dev.broadside.scale.Roster;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Injectors that somebody else starts and ends: AWS Batch, or {@code kubectl}. Nothing is known of
 * them but what they write into the table.
 */
final class AwaitedInjectors implements Injectors {
  private static final Duration GRACE = Duration.ofMinutes(2);

  private final int count;
  private final Duration longest;
  private final LongSupplier nanoTime;
  private final Map<Integer, String> gone = new TreeMap<>();
  private int seen;
  private @Nullable Long firstSeenAt;
  private @Nullable Long stoppedAt;

  /**
   * That many.
   *
   * @param longest from the first of them to the last result
   */
  AwaitedInjectors(int count, Duration longest, LongSupplier nanoTime) {
    this.count = count;
    this.longest = longest;
    this.nanoTime = nanoTime;
  }

  @Override
  public void saw(Roster.Standing standing) {
    if (firstSeenAt == null && !standing.members().isEmpty()) {
      firstSeenAt = nanoTime.getAsLong();
    }
    seen = standing.members().size();
    for (Roster.Member member : standing.members().values()) {
      if (member.exitCode() != null) {
        gone.put(member.shard(), "exit code " + member.exitCode());
      }
    }
  }

  /** Nobody tells when one is killed, so there is an end to waiting. */
  @Override
  public boolean areOver() {
    return gone.size() == count
        || (stoppedAt != null && gone.size() == seen)
        || isLater(stoppedAt, GRACE)
        || isLater(firstSeenAt, longest);
  }

  private boolean isLater(@Nullable Long since, Duration than) {
    return since != null && nanoTime.getAsLong() - since >= than.toNanos();
  }

  @Override
  public Map<Integer, String> gone() {
    return gone;
  }

  @Override
  public String distrust() {
    return "";
  }

  @Override
  public void stopped() {
    if (stoppedAt == null) {
      stoppedAt = nanoTime.getAsLong();
    }
  }

  @Override
  public void close() {}
}
