package dev.broadside.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/** Adds up the interval logs of injectors that share a clock, second by second. */
final class ShardLogs {
  private static final String NAME = "delivery.hlog";

  private ShardLogs() {}

  /** Merges the logs in the folders below {@code shards}, however their runs ended. */
  static void merge(Path shards, Path merged) throws IOException {
    Map<Long, Histogram> seconds = new TreeMap<>();
    for (Path log : logs(shards)) {
      try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
        while (reader.hasNext()) {
          EncodableHistogram next = reader.nextIntervalHistogram();
          if (next instanceof Histogram histogram) {
            seconds.merge(histogram.getStartTimeStamp(), histogram, ShardLogs::sum);
          }
        }
      }
    }
    write(seconds, merged);
  }

  private static Histogram sum(Histogram all, Histogram more) {
    all.setAutoResize(true);
    all.add(more);
    return all;
  }

  private static List<Path> logs(Path shards) throws IOException {
    if (!Files.isDirectory(shards)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(shards)) {
      return folders.map(folder -> folder.resolve(NAME)).filter(Files::exists).sorted().toList();
    }
  }

  private static void write(Map<Long, Histogram> seconds, Path file) throws IOException {
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8)) {
      HistogramLogWriter writer = new HistogramLogWriter(out);
      long start = seconds.keySet().stream().findFirst().orElse(0L);
      writer.outputComment(
          "[delivery latency, nanoseconds, one interval a second by time of arrival]");
      writer.outputLogFormatVersion();
      writer.outputStartTime(start);
      writer.outputBaseTime(start);
      writer.setBaseTime(start);
      writer.outputLegend();
      seconds.forEach(
          (at, histogram) -> {
            histogram.setStartTimeStamp(at);
            histogram.setEndTimeStamp(at + 1_000);
            writer.outputIntervalHistogram(histogram);
          });
      if (out.checkError()) {
        throw new IOException(file + " cannot be written to its end: make room on its disk");
      }
    }
  }
}
