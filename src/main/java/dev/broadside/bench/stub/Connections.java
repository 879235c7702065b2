package dev.broadside.bench.stub;

import dev.broadside.aws.Latency;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/** What the stub answers, after how long, and what it has counted. Used by its event loop alone. */
final class Connections {
  private static final long SEED = 20_261_121;

  private final Set<String> refused = new HashSet<>();
  private Latency latency = Latency.NONE;
  private SplittableRandom random = new SplittableRandom(SEED);
  private StubCounts counts = StubCounts.NONE;

  /** What an attempt gets. */
  record Answer(int status, long afterNanos) {}

  /** From now on posts take this long; the same draws each time that it is said. */
  void take(PostDelay delay) {
    latency = delay.latency();
    random = new SplittableRandom(SEED);
    refused.clear();
  }

  /** What a post to {@code id} gets. */
  Answer answer(String id) {
    Fate fate = Fate.of(id);
    int status =
        switch (fate) {
          case OPEN, AT_ONCE -> 200;
          case GONE -> 410;
          case THROTTLED -> refused.remove(id) ? 200 : 429;
        };
    if (status == 429) {
      refused.add(id);
    }
    return new Answer(status, fate == Fate.AT_ONCE ? 0 : latency.drawNanos(random));
  }

  /** An attempt has its answer. */
  void answered(int status, long bytes, long nanos) {
    counts =
        new StubCounts(
            counts.attempts() + 1,
            counts.posts() + (status == 200 ? 1 : 0),
            counts.gone() + (status == 410 ? 1 : 0),
            counts.throttled() + (status == 429 ? 1 : 0),
            counts.bytes() + bytes,
            counts.delayNanos() + nanos);
  }

  StubCounts counts() {
    return counts;
  }
}
