package dev.broadside.stage;

import io.netty.buffer.ByteBuf;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When each broadcast of one run passed which point of the stage, recognised by the marker in what
 * passes: its way from the socket to the function and from the function's posts back to sockets.
 * Nothing is stamped, and nothing looked for, until a run asks.
 *
 * <p>Where an event or a post carries several markers, as in a design that resends history, the
 * first one found would stand for all: who runs such a design must not ask.
 */
final class Stamps {
  /** The first line of the file. */
  static final String SCHEMA = "#broadside/stage/1";

  /** The second one. */
  static final String COLUMNS = "number,received,invoked,firstPost,lastPost";

  /** A longer run is stamped at its beginning only: these take some 10 MB. */
  private static final int MOST = 50_000;

  /** Whoever posts puts the marker before what fills the payload up. */
  private static final int SEARCHED = 512;

  private static final int RECEIVED = 0;
  private static final int INVOKED = 1;
  private static final int FIRST_POST = 2;
  private static final int LAST_POST = 3;
  private static final int POINTS = 4;
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final LongSupplier nanoTime;
  private final Map<Integer, AtomicLongArray> broadcasts = new ConcurrentHashMap<>();
  private volatile @Nullable MarkerSearch search;

  Stamps(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Stamps what carries markers of {@code run} from now on. */
  void begin(String run) {
    broadcasts.clear();
    search = new MarkerSearch(run);
  }

  /** An invoker that stamps each event as received when it is to be handed to a function. */
  Invoker before(Invoker next) {
    return (loop, call, done) -> {
      MarkerSearch looking = search;
      if (looking != null) {
        stamp(looking.number(call.event()), RECEIVED, nanoTime.getAsLong());
      }
      next.invoke(loop, call, done);
    };
  }

  /** A host of ours began to work on an event at {@code nanos}, by the clock of this machine. */
  void invoked(byte[] event, @Nullable String nanos) {
    MarkerSearch looking = search;
    if (looking != null && nanos != null) {
      stamp(looking.number(event), INVOKED, Long.parseLong(nanos));
    }
  }

  /** A message was handed to a connection. */
  void posted(ByteBuf message) {
    MarkerSearch looking = search;
    if (looking != null) {
      byte[] start = new byte[Math.min(SEARCHED, message.readableBytes())];
      message.getBytes(message.readerIndex(), start);
      int number = looking.number(start);
      long now = nanoTime.getAsLong();
      stamp(number, FIRST_POST, now);
      stamp(number, LAST_POST, now);
    }
  }

  private void stamp(int number, int point, long nanos) {
    if (number == MarkerSearch.NONE) {
      return;
    }
    AtomicLongArray known = broadcasts.get(number);
    if (known == null && broadcasts.size() < MOST) {
      known = broadcasts.computeIfAbsent(number, n -> unknown());
    }
    if (known != null) {
      boolean latest = point == LAST_POST;
      known.accumulateAndGet(
          point,
          nanos,
          (before, now) -> before == UNKNOWN || (latest == now - before > 0) ? now : before);
    }
  }

  private static AtomicLongArray unknown() {
    AtomicLongArray points = new AtomicLongArray(POINTS);
    for (int i = 0; i < POINTS; i++) {
      points.setPlain(i, UNKNOWN);
    }
    return points;
  }

  /**
   * Writes what is known as a CSV file, in microseconds from {@code startNanos}, and stops.
   *
   * @return how many broadcasts are in it
   */
  int write(Path file, long startNanos) throws IOException {
    search = null;
    Map<Integer, AtomicLongArray> inOrder = new TreeMap<>(broadcasts);
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write(SCHEMA + "\n" + COLUMNS + "\n");
      for (Map.Entry<Integer, AtomicLongArray> each : inOrder.entrySet()) {
        StringBuilder line = new StringBuilder().append(each.getKey());
        for (int i = 0; i < POINTS; i++) {
          long nanos = each.getValue().get(i);
          line.append(',')
              .append(nanos == UNKNOWN ? "" : "" + Math.floorDiv(nanos - startNanos, 1_000L));
        }
        out.write(line.append('\n').toString());
      }
    }
    return inOrder.size();
  }
}
