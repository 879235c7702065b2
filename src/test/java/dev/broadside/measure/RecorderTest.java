package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the default locale is everybody's")
final class RecorderTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;

  private final Locale locale = Locale.getDefault();
  @TempDir private static Path folder = Path.of("");

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(locale);
  }

  @Test
  void anIncompleteBroadcastIsAboveEveryLimitOfTheLastReceiver() throws IOException {
    Ledger ledger = ledger(2, 4);
    Recorder recorder = recorder(ledger);
    for (int number = 0; number < 4; number++) {
      publish(ledger, number, number * SECOND);
      ledger.arrived(0, number, number * SECOND + 10 * MS);
      if (number != 3) {
        ledger.arrived(1, number, number * SECOND + 20 * MS);
      }
    }
    recorder.record(ledger.settle(10 * SECOND));
    Distribution last = recorder.latency().lastMillis();
    assertEquals(4, last.count());
    assertClose(20, last.p50(), 0.05);
    assertNull(last.p95());
    assertNull(last.max());
    assertNull(last.mean());
    assertClose(10, recorder.latency().firstMillis().max(), 0.05);
    assertEquals(7, recorder.latency().deliveryMillis().count());
    assertEquals(8, recorder.judgedLatency().deliveryMillis().count());
    assertNull(recorder.judgedLatency().deliveryMillis().p90());
    RunSummary.Deliveries books = recorder.deliveries();
    assertEquals(8, books.expected());
    assertEquals(7, books.delivered());
    assertEquals(1, books.lost());
    assertEquals(Map.of("notReceived", 1L), books.lostByReason());
    assertTrue(recorder.balances());
  }

  @Test
  void aBroadcastToNobodyIsNeitherCompleteNorFast() throws IOException {
    Ledger ledger = new Ledger(new Ledger.Size(1, 1, 1), Duration.ZERO, Duration.ZERO);
    Recorder recorder = recorder(ledger);
    publish(ledger, 0, 0);
    recorder.record(ledger.settle(1));
    assertEquals(1, recorder.settledBroadcasts());
    assertEquals(0, recorder.completeBroadcasts());
    assertNull(recorder.latency().lastMillis().p50());
    assertTrue(recorder.balances());
  }

  @Test
  void lostAtAConnectionThatTheStageClosedIsDisconnected() throws IOException {
    Ledger ledger = ledger(2, 1);
    Recorder recorder = recorder(ledger);
    publish(ledger, 0, 0);
    ledger.disconnected(1);
    ledger.arrived(0, 0, MS);
    recorder.record(ledger.settle(10 * SECOND));
    assertEquals(Map.of("disconnected", 1L), recorder.deliveries().lostByReason());
  }

  @Test
  void whatARunThatIsCutShortDidNotWaitForIsLostAsInterrupted() throws IOException {
    Ledger ledger = ledger(2, 1);
    Recorder recorder = recorder(ledger);
    publish(ledger, 0, 0);
    ledger.arrived(0, 0, MS);
    recorder.record(ledger.settleAll(2 * MS));
    assertEquals(Map.of("interrupted", 1L), recorder.deliveries().lostByReason());
    assertTrue(recorder.balances());
  }

  @Test
  void aLatencyBelowZeroIsCountedAndNeverStored() throws IOException {
    Ledger ledger = ledger(1, 1);
    Recorder recorder = recorder(ledger);
    publish(ledger, 0, SECOND);
    ledger.arrived(0, 0, SECOND - MS);
    recorder.record(ledger.settle(SECOND));
    assertEquals(2, recorder.negative());
    assertEquals(0, recorder.latency().deliveryMillis().count());
    assertTrue(recorder.balances());
  }

  @Test
  void warmUpIsInNoNumber() throws IOException {
    Ledger ledger = ledger(1, 1);
    Recorder recorder = recorder(ledger);
    ledger.open(0, 0, false, 0);
    assertTrue(ledger.sent(0, 0));
    ledger.arrived(0, 0, MS);
    ledger.arrived(0, 0, MS);
    recorder.record(ledger.settle(2 * MS));
    assertEquals(0, recorder.deliveries().expected());
    assertEquals(0, recorder.deliveries().duplicate());
  }

  @Test
  void serviceLatencyCountsFromTheActualSend() throws IOException {
    Ledger ledger = ledger(1, 1);
    Recorder recorder = recorder(ledger);
    ledger.open(0, 0, true, 0);
    assertTrue(ledger.sent(0, 40 * MS));
    ledger.arrived(0, 0, 50 * MS);
    recorder.record(ledger.settle(60 * MS));
    assertClose(50, recorder.latency().deliveryMillis().p50(), 0.1);
    assertClose(10, recorder.latency().serviceMillis().p50(), 0.1);
  }

  @Test
  void theIntervalLogOpensInTheStandardReaderWhateverTheLocale() throws IOException {
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    Path file = folder.resolve("x.hlog");
    Anchor anchor = new Anchor(1_763_700_900_000_000L, 500);
    try (IntervalLog log = new IntervalLog(file, "delivery latency", anchor, 500)) {
      log.record(500 + 100 * MS, 5 * MS);
      log.record(500 + 2 * SECOND, 7 * MS);
      log.record(500 + 2 * SECOND + 1, 9 * MS);
      log.record(500, -1);
      log.record(500, Long.MAX_VALUE);
      log.writeBefore(500 + SECOND);
      assertTrue(Files.readString(file).lines().count() >= 5);
    }
    HistogramLogReader reader = new HistogramLogReader(file.toFile());
    Histogram all = new Histogram(3);
    int intervals = 0;
    for (EncodableHistogram next = reader.nextIntervalHistogram();
        next != null;
        next = reader.nextIntervalHistogram()) {
      all.add((Histogram) next);
      intervals++;
    }
    assertEquals(2, intervals);
    assertEquals(3, all.getTotalCount());
    assertEquals(1_763_700_900.0, reader.getStartTimeSec(), 0.001);
    assertEquals(9.0, all.getMaxValue() / (double) MS, 0.01);
  }

  @Test
  void anIntervalLogThatCannotBeWrittenIsNotTakenForWhole() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "only Linux has a disk that is always full");
    IntervalLog log = new IntervalLog(full, "delivery latency", new Anchor(0, 0), 0);
    log.record(100 * MS, 5 * MS);
    assertThrows(UncheckedIOException.class, () -> log.writeBefore(2 * SECOND));
    assertThrows(UncheckedIOException.class, log::close);
  }

  @Test
  void theFirstIntervalBeginsWithTheLog() throws IOException {
    Path file = folder.resolve("first.hlog");
    Anchor anchor = new Anchor(1_763_700_900_000_999L, 0);
    try (IntervalLog log = new IntervalLog(file, "delivery latency", anchor, 0)) {
      log.record(100 * MS, 5 * MS);
    }
    assertTrue(Files.readString(file).contains("\n0.000,1.000,"), Files.readString(file));
  }

  @Test
  void percentilesRankOverThoseThatNeverCameToo() {
    Latencies latencies = new Latencies();
    for (int i = 1; i <= 94; i++) {
      latencies.record(i * MS);
    }
    for (int i = 0; i < 6; i++) {
      latencies.record(Long.MAX_VALUE);
    }
    assertNotNull(latencies.percentileMillis(94));
    assertNull(latencies.percentileMillis(95));
    assertClose(50, latencies.percentileMillis(50), 0.1);
    assertFalse(latencies.distribution().count() != 100);
  }

  private static void assertClose(double expected, @Nullable Double value, double delta) {
    assertNotNull(value);
    assertEquals(expected, value.doubleValue(), delta);
  }

  private static Ledger ledger(int connections, int broadcasts) {
    Ledger ledger =
        new Ledger(
            new Ledger.Size(connections, 1, broadcasts), Duration.ofMillis(500), Duration.ZERO);
    for (int i = 0; i < connections; i++) {
      ledger.joined(i, -MS);
    }
    return ledger;
  }

  private static void publish(Ledger ledger, int number, long intended) {
    ledger.open(number, 0, true, intended);
    assertTrue(ledger.sent(number, intended));
  }

  private static Recorder recorder(Ledger ledger) throws IOException {
    Anchor anchor = new Anchor(0, 0);
    return new Recorder(
        ledger,
        new IntervalLog(folder.resolve("d.hlog"), "d", anchor, 0),
        new IntervalLog(folder.resolve("l.hlog"), "l", anchor, 0),
        List.of());
  }
}
