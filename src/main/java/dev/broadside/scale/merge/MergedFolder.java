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
import org.jspecify.annotations.Nullable;

/** Writes a merged run into its folder: the files that one injector would have left, and a view. */
public final class MergedFolder {
  private static final String DELIVERY = "delivery.hlog";

  private MergedFolder() {}

  /**
   * Writes {@code summary.json}, {@code shards.json}, {@code last.hlog} and {@code delivery.hlog}.
   *
   * @param deliveryLogs of the shards, where they could be fetched; without them, or where one of
   *     them cannot be read, all deliveries are in one interval: nothing else depends on them
   * @return why they could not be read; {@code null} when they were
   */
  public static @Nullable String write(
      RunFolder folder, Merged merged, List<IntervalLogs.Log> deliveryLogs) throws IOException {
    folder.writeJson(ShardsView.FILE, merged.shards());
    writeLast(folder.path().resolve("last.hlog"), merged.completions());
    Path delivery = folder.path().resolve(DELIVERY);
    String unread = null;
    if (deliveryLogs.isEmpty()) {
      writeWhole(delivery, merged);
    } else {
      try {
        IntervalLogs.merge(deliveryLogs, "deliveries", delivery);
      } catch (MergeException e) {
        writeWhole(delivery, merged);
        unread = e.getMessage();
      }
    }
    folder.writeSummary(merged.summary());
    return unread;
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
