package dev.broadside.measure;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code timeline.csv}: what a run counted, about once a second from its beginning on, warm-up
 * included, and what was done to it.
 *
 * <p>After a line with the schema comes one with the names of the columns. {@code at} is
 * microseconds from the beginning of the run. {@code opened}, {@code dropped}, {@code rejoined},
 * {@code published} and {@code delivered} count from then on, {@code away} is who was made to leave
 * and is not back. A line with a {@code mark}, the last column, has nothing else but its time. Any
 * thread.
 */
public final class TimelineLog implements AutoCloseable {
  /** The file's name in a run folder. */
  public static final String FILE = "timeline.csv";

  /** The first line. */
  public static final String SCHEMA = "#broadside/timeline/1";

  /** The second line. */
  public static final String COLUMNS =
      "at,phase,opened,dropped,away,rejoined,published,delivered,mark";

  private final Path file;
  private final long startNanos;
  private final PrintStream out;
  private boolean closed;

  /** What is counted at one moment. */
  public record Counts(
      long opened, long dropped, long away, long rejoined, long published, long delivered) {}

  /** Creates the file; its time 0 is {@code startNanos}. */
  public TimelineLog(Path file, long startNanos) throws IOException {
    this.file = file;
    this.startNanos = startNanos;
    this.out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8);
    write(SCHEMA + "\n" + COLUMNS);
  }

  /** The counts at {@code nanos}. */
  public void counted(long nanos, String phase, Counts c) {
    write(
        "%s,%s,%s,%s,%s,%s,%s,%s,"
            .formatted(
                at(nanos),
                phase,
                c.opened,
                c.dropped,
                c.away,
                c.rejoined,
                c.published,
                c.delivered));
  }

  /** Something was done at {@code nanos}; {@code what} is one line. */
  public void marked(long nanos, String what) {
    write(at(nanos) + ",,,,,,,," + what.replaceAll("\\p{Cntrl}", " "));
  }

  private long at(long nanos) {
    return Math.floorDiv(nanos - startNanos, 1_000L);
  }

  private synchronized void write(String line) {
    // A stage may confirm a fault when nobody waits for it any more.
    if (closed) {
      return;
    }
    out.print(line + "\n");
    out.flush();
    if (out.checkError()) {
      throw new UncheckedIOException(
          new IOException(file + " cannot be written to its end: make room on its disk"));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    out.close();
  }
}
