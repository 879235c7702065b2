package dev.broadside.handlers;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A fanout as a function has it, for whoever measures it outside of Lambda. The environment says
 * which it is, as it does to a function: see {@link Settings}.
 */
public final class StandaloneFanout implements AutoCloseable {
  /* Posts holds so many ids without anybody who takes them. */
  private static final int MOST_IDS = 20_000;

  private static final int WITHIN_MILLIS = 120_000;

  private final Fanout fanout;

  /** Makes the fanout that the environment names. */
  public StandaloneFanout(Map<String, String> environment) {
    this.fanout = Fanout.from(Settings.read(environment));
  }

  /**
   * What came of a broadcast.
   *
   * @param posted connections that have it
   * @param gone connections that answered 410
   * @param others connections that have it not, whatever the reason
   */
  public record Result(long posted, long gone, long others) {}

  /** Posts to all of {@code ids}, of which there are 20,000 or fewer, and waits for the last. */
  public Result post(URI endpoint, byte[] message, List<String> ids) throws InterruptedException {
    if (ids.size() > MOST_IDS) {
      throw new IllegalArgumentException(
          "a broadcast to %d connections: ask for %d or fewer".formatted(ids.size(), MOST_IDS));
    }
    Tally tally = new Tally();
    Posts posts = new Posts(tally, Deadline.inMillis(WITHIN_MILLIS), new SplittableRandom());
    posts.addAll(ids.iterator());
    posts.foundAll();
    fanout.post(endpoint, SdkBytes.fromByteArrayUnsafe(message), posts);
    Outcome outcome = tally.outcome(0, null);
    return new Result(outcome.posted(), outcome.gone(), outcome.failed() + outcome.notTried());
  }

  @Override
  public void close() {
    fanout.close();
  }
}
