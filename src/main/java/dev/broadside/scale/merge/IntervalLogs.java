package dev.broadside.scale.merge;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Adds up the interval logs of many shards, second by second of the reference's time. All files are
 * read side by side, so the memory is that of one second.
 */
public final class IntervalLogs {
  private IntervalLogs() {}

  /**
   * One shard's log.
   *
   * @param aheadMillis by how much the reference's wall clock was ahead of the shard's
   */
  public record Log(Path file, long aheadMillis) {}

  /** Writes the sum of some logs, at least one, to a file. */
  public static void merge(List<Log> logs, String what, Path to)
      throws IOException, MergeException {
    PriorityQueue<IntervalReader> readers =
        new PriorityQueue<>(Comparator.comparingLong(IntervalReader::second));
    List<IntervalReader> all = new ArrayList<>();
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(to), false, StandardCharsets.UTF_8)) {
      for (Log log : logs) {
        IntervalReader reader = new IntervalReader(log.file(), log.aheadMillis());
        all.add(reader);
        if (reader.next()) {
          readers.add(reader);
        }
      }
      merge(readers, what, out);
      if (out.checkError()) {
        throw new IOException(to + " cannot be written to its end: make room on its disk");
      }
    } finally {
      for (IntervalReader reader : all) {
        reader.close();
      }
    }
  }

  private static void merge(PriorityQueue<IntervalReader> readers, String what, PrintStream out)
      throws IOException, MergeException {
    HistogramLogWriter writer = new HistogramLogWriter(out);
    writer.outputComment("[" + what + ", nanoseconds, one interval a second of all shards]");
    writer.outputLogFormatVersion();
    IntervalReader head = readers.peek();
    long start = (head == null ? 0 : head.second()) * 1_000;
    writer.outputStartTime(start);
    writer.outputBaseTime(start);
    writer.setBaseTime(start);
    writer.outputLegend();
    IntervalSum sum = new IntervalSum();
    while ((head = readers.peek()) != null) {
      long second = head.second();
      while (head != null && head.second() == second) {
        readers.remove();
        head.addTo(sum);
        if (head.next()) {
          readers.add(head);
        }
        head = readers.peek();
      }
      Histogram interval = sum.take();
      interval.setStartTimeStamp(second * 1_000);
      interval.setEndTimeStamp(second * 1_000 + 1_000);
      writer.outputIntervalHistogram(interval);
    }
  }
}
