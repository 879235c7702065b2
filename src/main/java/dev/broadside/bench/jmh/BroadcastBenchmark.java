package dev.broadside.bench.jmh;

import dev.broadside.bench.stub.Fate;
import dev.broadside.bench.stub.PostDelay;
import dev.broadside.bench.stub.StubCounts;
import dev.broadside.handlers.StandaloneFanout;
import dev.broadside.handlers.StandaloneFunction;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
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
 * How long does a reference handler take from its event to the last post of the broadcast?
 *
 * <p>Run it with {@code ./broadside bench broadcast --quick} (9 rows, 3 forks) or {@code
 * ./broadside bench broadcast} (23 rows, 5 forks): they start a stage with DynamoDB Local, fill its
 * tables, and start the stub that is posted to.
 *
 * <p>The first post waits for the first page of the lookup; later pages come while there is posted.
 * So a lookup costs the last receiver its first page, and more only where posting is faster than
 * reading. DynamoDB Local is slower than AWS on the one hand and nearer on the other: see {@link
 * LookupBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Threads(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class BroadcastBenchmark {
  /** The system property that says where {@code @connections} is. */
  static final String CONNECTIONS = "broadside.bench.connections";

  /** The system property that says whose message it is. */
  static final String SENDER = "broadside.bench.sender";

  @Param({BroadcastRow.SCAN_CHAT, BroadcastRow.ROOM_CHAT, BroadcastRow.HISTORY_CHAT})
  public String design = BroadcastRow.ROOM_CHAT;

  @Param(LookupRow.QUERY)
  public String lookup = LookupRow.QUERY;

  @Param("10000")
  public int connections;

  @Param("1000")
  public int room;

  @Param({"async", FanoutRow.DIRECT})
  public String fanout = FanoutRow.DIRECT;

  /** The stub has it already: here it only names the row. */
  @Param("15ms")
  public String delay = "15ms";

  private Map<String, Object> event = Map.of();

  @SuppressWarnings("NullAway.Init") // JMH calls open before anything else.
  private StandaloneFunction function;

  /** Makes the function, after its fanout's code was compiled: see {@link FanoutBenchmark}. */
  @Setup
  public void open() throws InterruptedException {
    TableShape reference = TableShape.REFERENCE;
    TableShape table =
        new TableShape(connections, room, reference.itemBytes(), reference.projection());
    BroadcastRow row = BroadcastRow.of(design, lookup, table, fanout, PostDelay.of(delay));
    Map<String, String> environment = row.environment(LookupBenchmark.endpoint(), stub());
    int warmUp = Integer.getInteger(FanoutBenchmark.WARM_UP, FanoutBenchmark.WARM_UP_POSTS);
    try (StandaloneFanout warm = new StandaloneFanout(environment)) {
      warm.post(stub(), new byte[] {'.'}, Fate.AT_ONCE.ids(warmUp));
    }
    event = design.equals(BroadcastRow.HISTORY_CHAT) ? BroadcastEvent.stream() : message();
    function =
        switch (design) {
          case BroadcastRow.SCAN_CHAT -> StandaloneFunction.scanChat(environment);
          case BroadcastRow.ROOM_CHAT -> StandaloneFunction.roomChat(environment);
          default -> StandaloneFunction.historyChat(environment);
        };
  }

  private static Map<String, Object> message() {
    return BroadcastEvent.message(System.getProperty(SENDER, "nobody"));
  }

  /** Ends its clients. */
  @TearDown
  public void close() throws Exception {
    function.close();
  }

  /** From the event to the last post's answer. */
  @Benchmark
  public Map<String, Object> broadcast(Taken taken) {
    taken.broadcasts++;
    return function.invoke(event);
  }

  static URI stub() {
    String endpoint = System.getProperty(CONNECTIONS);
    if (endpoint == null) {
      throw new IllegalStateException(
          "This benchmark needs a stub that is posted to: run it by ./broadside bench broadcast");
    }
    return URI.create(endpoint);
  }

  /** What the broadcasts of an iteration took: CPU here, the rest as stage and stub counted it. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Taken {
    public long broadcasts;
    public long requests;
    public long pages;
    public long items;
    public double readUnits;
    public long attempts;
    public long posts;
    public long bytes;
    public double delayMillis;
    public double cpuMicros;

    private StageCounts stageBefore = new StageCounts(0, 0, 0, 0);
    private StubCounts stubBefore = StubCounts.NONE;
    private double cpuBefore;

    /** Notes what has been counted so far. */
    @Setup(Level.Iteration)
    public void begin() throws IOException {
      stageBefore = StageCounts.read(LookupBenchmark.endpoint());
      stubBefore = StubCounts.read(stub());
      cpuBefore = ProcessCpu.micros();
    }

    /** Takes what has been counted since. */
    @TearDown(Level.Iteration)
    public void end() throws IOException {
      cpuMicros = ProcessCpu.micros() - cpuBefore;
      StageCounts read = StageCounts.read(LookupBenchmark.endpoint()).since(stageBefore);
      StubCounts taken = StubCounts.read(stub()).since(stubBefore);
      requests = read.requests();
      pages = read.pages();
      items = read.items();
      readUnits = read.readUnits();
      attempts = taken.attempts();
      posts = taken.posts();
      bytes = taken.bytes();
      delayMillis = taken.delayNanos() / 1e6;
    }
  }
}
