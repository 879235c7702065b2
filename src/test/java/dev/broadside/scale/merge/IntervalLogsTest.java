package dev.broadside.scale.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.Anchor;
import dev.broadside.measure.IntervalLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IntervalLogsTest {
  private static final long START_SECONDS = 1_795_246_912;
  private static final long SECOND = 1_000_000_000;

  private static Path log(
      Path folder, String name, long startMillis, LongUnaryOperator latencyInSecond, int seconds)
      throws IOException {
    Path file = folder.resolve(name);
    Anchor anchor = new Anchor(START_SECONDS * 1_000_000 + startMillis * 1_000, 0);
    try (IntervalLog log = new IntervalLog(file, "deliveries", anchor, 0)) {
      for (int second = 0; second < seconds; second++) {
        log.record(second * SECOND, latencyInSecond.applyAsLong(second));
      }
    }
    return file;
  }

  private static Map<Long, Histogram> read(Path file) throws IOException {
    Map<Long, Histogram> intervals = new TreeMap<>();
    try (HistogramLogReader reader = new HistogramLogReader(Files.newInputStream(file))) {
      while (reader.nextIntervalHistogram() instanceof Histogram interval) {
        intervals.put(interval.getStartTimeStamp() / 1_000, interval);
      }
    }
    return intervals;
  }

  @Test
  void secondsAreAddedThatAreOneSecondOfTheReference(@TempDir Path folder) throws Exception {
    Path to = folder.resolve("merged");
    // The second shard's wall clock is 20.3 s behind, the third began 5 s later.
    IntervalLogs.merge(
        List.of(
            new IntervalLogs.Log(log(folder, "a", 0, second -> 1_000 + second, 10), 0),
            new IntervalLogs.Log(
                log(folder, "b", -20_300, second -> 9_000_000_000_000L, 10), 20_300),
            new IntervalLogs.Log(log(folder, "c", 5_200, second -> 0, 2), 0)),
        "deliveries",
        to);
    Map<Long, Histogram> intervals = read(to);
    assertEquals(10, intervals.size());
    for (int second = 0; second < 10; second++) {
      Histogram interval = Objects.requireNonNull(intervals.get(START_SECONDS + second));
      assertEquals(second == 5 || second == 6 ? 3 : 2, interval.getTotalCount());
      assertEquals(1, interval.getCountAtValue(1_000 + second));
      assertEquals(1, interval.getCountAtValue(9_000_000_000_000L));
    }
  }

  @Property(tries = 50)
  void anIntervalIsReadAsHdrHistogramReadsIt(
      @ForAll @Size(max = 9) List<Long> values, @ForAll @Size(max = 9) List<Long> others)
      throws Exception {
    IntervalSum sum = new IntervalSum();
    Histogram truth = new Histogram(3);
    truth.setAutoResize(true);
    for (List<Long> each : List.of(values, others)) {
      Histogram one = new Histogram(3);
      one.setAutoResize(true);
      each.forEach(value -> one.recordValueWithCount(value >>> 1, 1 + (value & 0xffff)));
      sum.add(payload(one));
      truth.add(one);
    }
    assertEquals(counts(truth), counts(sum.take()));
    assertEquals(0, sum.take().getTotalCount());
  }

  private static Map<Long, Long> counts(Histogram histogram) {
    Map<Long, Long> counts = new TreeMap<>();
    for (HistogramIterationValue value : histogram.recordedValues()) {
      counts.put(value.getValueIteratedTo(), value.getCountAtValueIteratedTo());
    }
    return counts;
  }

  private static String payload(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    byte[] bytes = Arrays.copyOf(buffer.array(), length);
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void aLineThatIsNoIntervalIsRefusedByTheNameOfItsFile(@TempDir Path folder) throws Exception {
    String whole = Files.readString(log(folder, "whole", 0, second -> 1_000 + second, 3));
    Path broken = folder.resolve("broken");
    List<String> cuts = new ArrayList<>();
    cuts.add(whole.substring(0, whole.length() - 9));
    cuts.add(whole.substring(0, whole.indexOf("BaseTime: ") + 10));
    cuts.add(whole + "1.0,2.0\n");
    cuts.add(whole + "x,1.0,2.0,HISTFAAA\n");
    cuts.add(whole + "4.0,1.0,2.0,AAAAAAAAAAAAAAAA\n");
    for (String cut : cuts) {
      Files.writeString(broken, cut);
      List<IntervalLogs.Log> logs = List.of(new IntervalLogs.Log(broken, 0));
      String sentence =
          assertThrows(
                  MergeException.class,
                  () -> IntervalLogs.merge(logs, "deliveries", folder.resolve("to")))
              .getMessage();
      assertTrue(String.valueOf(sentence).startsWith(broken + " has a line that is no interval: "));
    }
  }
}
