package dev.broadside.measure;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * An {@code .hlog} file: one histogram a second, by time of arrival, in nanoseconds. Broadcasts
 * settle out of order, so a second is written once nothing of it can come any more; every line is
 * flushed, so that a killed run leaves what it had. One thread.
 */
public final class IntervalLog implements AutoCloseable {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Path file;
  private final Anchor anchor;
  private final long startNanos;
  private final PrintStream out;
  private final HistogramLogWriter writer;
  private final Map<Long, Histogram> pending = new TreeMap<>();

  /** Creates the file; its time 0 is {@code startNanos}. */
  public IntervalLog(Path file, String what, Anchor anchor, long startNanos) throws IOException {
    this.file = file;
    this.anchor = anchor;
    this.startNanos = startNanos;
    this.out = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8);
    this.writer = new HistogramLogWriter(out);
    writer.outputComment("[" + what + ", nanoseconds, one interval a second by time of arrival]");
    writer.outputLogFormatVersion();
    writer.outputStartTime(startMillis());
    writer.outputBaseTime(startMillis());
    writer.setBaseTime(startMillis());
    writer.outputLegend();
  }

  private long startMillis() {
    return anchor.toEpochMicros(startNanos) / 1_000;
  }

  /** Adds a latency that ended at {@code arrivedNanos}; a negative one cannot be stored. */
  public void record(long arrivedNanos, long latencyNanos) {
    if (latencyNanos < 0 || latencyNanos == Long.MAX_VALUE) {
      return;
    }
    long second = Math.floorDiv(arrivedNanos - startNanos, SECOND_NANOS);
    pending.computeIfAbsent(second, s -> emptyHistogram()).recordValue(latencyNanos);
  }

  private static Histogram emptyHistogram() {
    Histogram histogram = new Histogram(3);
    histogram.setAutoResize(true);
    return histogram;
  }

  /** Writes every second that ended before {@code nanos}. */
  public void writeBefore(long nanos) {
    long second = Math.floorDiv(nanos - startNanos, SECOND_NANOS);
    pending
        .entrySet()
        .removeIf(
            entry -> {
              if (entry.getKey() >= second) {
                return false;
              }
              write(entry.getKey(), entry.getValue());
              return true;
            });
  }

  private void write(long second, Histogram histogram) {
    long start = startMillis() + second * 1_000;
    histogram.setStartTimeStamp(start);
    histogram.setEndTimeStamp(start + 1_000);
    writer.outputIntervalHistogram(histogram);
    requireWritten();
  }

  /** Such a stream throws nothing by itself: on a full disk the file would end, and nobody hear. */
  private void requireWritten() {
    if (out.checkError()) {
      throw new UncheckedIOException(
          new IOException(file + " cannot be written to its end: make room on its disk"));
    }
  }

  @Override
  public void close() {
    try (out) {
      pending.forEach(this::write);
      pending.clear();
      requireWritten();
    }
  }
}
