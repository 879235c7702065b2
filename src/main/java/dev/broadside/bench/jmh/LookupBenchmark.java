package dev.broadside.bench.jmh;

import dev.broadside.handlers.StandaloneLookup;
import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
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
 * How long does it take to find the connections of a room, and what does it take from DynamoDB?
 *
 * <p>Run it with {@code ./broadside bench lookup --quick} (12 rows, 3 forks) or {@code ./broadside
 * bench lookup} (30 rows, 5 forks): they start the stage and fill the tables that it reads.
 *
 * <p>The time is that of DynamoDB Local on this machine: it says how lookups compare here, not what
 * AWS takes. The client is of the handlers' kind, but neither gives up after 3 s nor retries: on a
 * busy machine that would measure, and count, something else. Requests, pages, items and read units
 * do not depend on the machine. Each invocation asks for the next room, so that no room is read
 * twice in a row; the ids are taken one by one, as a fanout does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Threads(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class LookupBenchmark {
  /** The system property that says where DynamoDB is, behind a stage's counting port. */
  static final String ENDPOINT = "broadside.bench.endpoint";

  @Param({LookupRow.SCAN, LookupRow.PARALLEL_SCAN, LookupRow.QUERY, LookupRow.TABLE_QUERY})
  public String lookup = LookupRow.SCAN;

  @Param("10000")
  public int connections;

  @Param("100")
  public int room;

  @Param("200")
  public int itemBytes;

  @Param("KEYS_ONLY")
  public Projection projection = Projection.KEYS_ONLY;

  private int rooms;
  private int next;

  @SuppressWarnings("NullAway.Init") // JMH calls open before anything else.
  private StandaloneLookup found;

  /** Makes the lookup as a function has it. */
  @Setup
  public void open() {
    TableShape table = new TableShape(connections, room, itemBytes, projection);
    rooms = table.rooms();
    found =
        new StandaloneLookup(
            new LookupRow(lookup, table).environment(LookupPlace.current().prefix()),
            LookupPlace.current().client());
  }

  /** Ends its client. */
  @TearDown
  public void close() {
    found.close();
  }

  /** Finds all connections of one room. */
  @Benchmark
  public String ids(Taken taken) {
    String last = "";
    Iterator<String> ids = found.connections(TableShape.room(next++ % rooms));
    while (ids.hasNext()) {
      last = ids.next();
    }
    taken.lookups++;
    return last;
  }

  static URI endpoint() {
    String endpoint = System.getProperty(ENDPOINT);
    if (endpoint == null) {
      throw new IllegalStateException(
          "This benchmark needs a stage and filled tables: run it by ./broadside bench lookup");
    }
    return URI.create(endpoint);
  }

  /** What the lookups of an iteration took, as the stage counted it, or DynamoDB itself. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Taken {
    public long lookups;
    public long requests;
    public long pages;
    public long items;
    public double readUnits;

    private StageCounts before = new StageCounts(0, 0, 0, 0);

    /** Notes what the stage has counted so far. */
    @Setup(Level.Iteration)
    public void begin() throws IOException {
      before = LookupPlace.current().counts();
    }

    /** Takes what it has counted since. */
    @TearDown(Level.Iteration)
    public void end() throws IOException {
      StageCounts taken = LookupPlace.current().counts().since(before);
      requests = taken.requests();
      pages = taken.pages();
      items = taken.items();
      readUnits = taken.readUnits();
    }
  }
}
