package dev.broadside.scale.merge;

import dev.broadside.measure.Anchor;
import dev.broadside.measure.IntervalLog;
import dev.broadside.measure.RunFolder;
import dev.broadside.measure.ShardsView;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Writes a merged run into its folder: the files that one injector would have left, and a view. */
public final class MergedFolder {
  private static final String DELIVERY = "delivery.hlog";

  private MergedFolder() {}

  /**
   * Writes {@code summary.json}, {@code shards.json}, {@code last.hlog} and {@code delivery.hlog}.
   *
   * @param deliveryLogs of the shards, where they could be fetched; without them all deliveries are
   *     in one interval
   */
  public static void write(RunFolder folder, Merged merged, List<IntervalLogs.Log> deliveryLogs)
      throws IOException, MergeException {
    folder.writeJson(ShardsView.FILE, merged.shards());
    writeLast(folder.path().resolve("last.hlog"), merged.completions());
    Path delivery = folder.path().resolve(DELIVERY);
    if (deliveryLogs.isEmpty()) {
      writeWhole(delivery, merged);
    } else {
      IntervalLogs.merge(deliveryLogs, "deliveries", delivery);
    }
    folder.writeSummary(merged.summary());
  }

  private static void writeLast(Path file, List<Merged.Completion> completions) throws IOException {
    long start = completions.isEmpty() ? 0 : completions.getFirst().atMicros();
    Anchor anchor = new Anchor(start, 0);
    try (IntervalLog log = new IntervalLog(file, "last receivers", anchor, 0)) {
      for (Merged.Completion completion : completions) {
        long nanos = anchor.toNanoTime(completion.atMicros());
        log.writeBefore(nanos);
        log.record(nanos, completion.lastNanos());
      }
    }
  }

  private static void writeWhole(Path file, Merged merged) throws IOException {
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
      HistogramLogWriter writer = new HistogramLogWriter(out);
      writer.outputComment("[deliveries, nanoseconds, all of the run in one interval]");
      writer.outputLogFormatVersion();
      writer.outputLegend();
      Histogram whole = merged.delivery().copy();
      List<Merged.Completion> completions = merged.completions();
      if (!completions.isEmpty()) {
        whole.setStartTimeStamp(completions.getFirst().atMicros() / 1_000);
        whole.setEndTimeStamp(completions.getLast().atMicros() / 1_000);
      }
      writer.outputIntervalHistogram(whole);
      if (out.checkError()) {
        throw new IOException(file + " cannot be written to its end: make room on its disk");
      }
    }
  }
}
