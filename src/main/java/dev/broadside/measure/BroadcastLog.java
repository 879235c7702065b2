package dev.broadside.measure;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * {@code broadcasts.csv}: one line for each measured broadcast, in the order in which they were
 * settled. It is what a report needs to say more than percentiles: what happened when, who waits
 * how long within one broadcast, and how sure a difference between two runs is.
 *
 * <p>After a line with the schema comes one with the names of the columns. Times are microseconds:
 * {@code intended} from the beginning of the run, which is time 0 of the {@code .hlog} files too,
 * the rest from the intended time. An empty one is of what never came. One thread.
 */
public final class BroadcastLog implements Recorder.Listener, AutoCloseable {
  /** The file's name in a run folder. */
  public static final String FILE = "broadcasts.csv";

  /** The first line. */
  public static final String SCHEMA = "#broadside/broadcasts/1";

  private static final int[] REACHED = {0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99, 100};

  /** The second line. */
  public static final String COLUMNS =
      "number,room,intended,sent,expected,delivered,"
          + IntStream.of(REACHED).mapToObj(share -> "r" + share).collect(Collectors.joining(","));

  private final Path file;
  private final long startNanos;
  private final PrintStream out;

  /** Shares of the audience that are reached: 0 is the first receiver, 100 the last. */
  public static int[] reached() {
    return REACHED.clone();
  }

  /** Creates the file; its time 0 is {@code startNanos}. */
  public BroadcastLog(Path file, long startNanos) throws IOException {
    this.file = file;
    this.startNanos = startNanos;
    this.out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8);
    out.print(SCHEMA + "\n" + COLUMNS + "\n");
    out.flush();
  }

  @Override
  public void settled(Settled broadcast) {
    StringBuilder line = new StringBuilder(120);
    line.append(broadcast.number()).append(',').append(broadcast.room());
    line.append(',').append(micros(broadcast.intendedNanos() - startNanos));
    line.append(',').append(micros(broadcast.sentNanos() - broadcast.intendedNanos()));
    line.append(',').append(broadcast.expected()).append(',').append(broadcast.delivered());
    for (int share : REACHED) {
      long nanos = broadcast.isToNobody() ? Long.MAX_VALUE : broadcast.reachedNanos(share);
      line.append(',').append(nanos == Long.MAX_VALUE ? "" : Long.toString(micros(nanos)));
    }
    out.print(line.append('\n'));
  }

  private static long micros(long nanos) {
    return Math.floorDiv(nanos, 1_000L);
  }

  /** Leaves what is known so far on disk: a run may be killed. */
  public void flush() {
    out.flush();
    // Such a stream throws nothing by itself.
    if (out.checkError()) {
      throw new UncheckedIOException(
          new IOException(file + " cannot be written to its end: make room on its disk"));
    }
  }

  @Override
  public void close() {
    try (out) {
      flush();
    }
  }
}
