package dev.broadside.bench.jmh;

import dev.broadside.bench.stub.Fate;
import dev.broadside.bench.stub.PostDelay;
import dev.broadside.bench.stub.StubCounts;
import dev.broadside.handlers.StandaloneFanout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does it take to post a message to all of its receivers, and what does a post cost?
 *
 * <p>Run it with {@code ./broadside bench fanout --quick} (12 rows, 3 forks) or {@code ./broadside
 * bench fanout} (37 rows, 5 forks): they start the stub that is posted to.
 *
 * <p>No fanout can be faster than ceil(posts / in flight) times what the stub takes for a post:
 * what is above that is the fanout's own. Each fork first makes {@value #WARM_UP_POSTS} posts that
 * the stub answers at once, since the SDK's client costs two to ten times as much until about so
 * many are over, and at 15 ms a post the warm-up iterations of JMH would see a tenth of them;
 * {@code serial}, which takes 15 ms for each anyway, makes a quarter of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Threads(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class FanoutBenchmark {
  /** The system property that says how many posts come first. */
  static final String WARM_UP = "broadside.bench.warmup";

  static final int WARM_UP_POSTS = 20_000;

  private static final byte[] MESSAGE = "x".repeat(512).getBytes(StandardCharsets.US_ASCII);
  private static final long SEED = 20_261_121;

  @Param({FanoutRow.SERIAL, "pool", "virtual", "async", FanoutRow.DIRECT})
  public String fanout = FanoutRow.DIRECT;

  @Param("1000")
  public int receivers;

  @Param("64")
  public int inFlight;

  /** The stub has it already: here it only names the row. */
  @Param("15ms")
  public String delay = "15ms";

  @Param("0")
  public int gonePercent;

  @Param("0")
  public int throttledPercent;

  private FanoutRow row = FanoutRow.reference(fanout);
  private List<String> ids = List.of();

  @SuppressWarnings("NullAway.Init") // JMH calls open before anything else.
  private StandaloneFanout posts;

  /** Makes the fanout as a function has it, and posts until its code is compiled. */
  @Setup
  public void open() throws InterruptedException {
    row =
        new FanoutRow(
            fanout, receivers, inFlight, PostDelay.of(delay), gonePercent, throttledPercent);
    ids = ids();
    posts = new StandaloneFanout(row.environment());
    int warmUp = Integer.getInteger(WARM_UP, WARM_UP_POSTS);
    require(posts.post(LookupBenchmark.endpoint(), MESSAGE, Fate.AT_ONCE.ids(warmUp)), warmUp, 0);
  }

  /** The gone and the throttled somewhere among the others, in every fork at the same places. */
  private List<String> ids() {
    List<String> all = new ArrayList<>(Fate.GONE.ids(row.gone()));
    all.addAll(Fate.THROTTLED.ids(row.throttled()));
    all.addAll(Fate.OPEN.ids(receivers - all.size()));
    Collections.shuffle(all, new Random(SEED));
    return all;
  }

  /** Ends its client. */
  @TearDown
  public void close() {
    posts.close();
  }

  /** One broadcast, to its last answer. */
  @Benchmark
  public long broadcast(Taken taken) throws InterruptedException {
    StandaloneFanout.Result result = posts.post(LookupBenchmark.endpoint(), MESSAGE, ids);
    require(result, receivers - row.gone(), row.gone());
    taken.broadcasts++;
    return result.posted();
  }

  private static void require(StandaloneFanout.Result result, int posted, int gone) {
    if (!result.equals(new StandaloneFanout.Result(posted, gone, 0))) {
      throw new IllegalStateException(
          "%s instead of %d posted and %d gone: is the machine too busy, or the stub gone?"
              .formatted(result, posted, gone));
    }
  }

  /** What the broadcasts of an iteration took: CPU here, the rest as the stub counted it. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Taken {
    public long broadcasts;
    public long attempts;
    public long posts;
    public long gone;
    public long throttled;
    public long bytes;
    public double delayMillis;
    public double cpuMicros;

    private StubCounts before = StubCounts.NONE;
    private double cpuBefore;

    /** Notes what has been counted so far. */
    @Setup(Level.Iteration)
    public void begin() throws IOException {
      before = StubCounts.read(LookupBenchmark.endpoint());
      cpuBefore = ProcessCpu.micros();
    }

    /** Takes what has been counted since. */
    @TearDown(Level.Iteration)
    public void end() throws IOException {
      cpuMicros = ProcessCpu.micros() - cpuBefore;
      StubCounts taken = StubCounts.read(LookupBenchmark.endpoint()).since(before);
      attempts = taken.attempts();
      posts = taken.posts();
      gone = taken.gone();
      throttled = taken.throttled();
      bytes = taken.bytes();
      delayMillis = taken.delayNanos() / 1e6;
    }
  }
}
