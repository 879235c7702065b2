package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rates, sizes and durations as scenario files write them. */
class UnitsTest {
  private static final long WEEK_MICROS = 7 * 24 * 3600 * 1_000_000L;

  @Property
  void aRateIsReadBackAsItself(
      @ForAll @DoubleRange(max = 1e12, minIncluded = false) double perSecond) {
    Rate rate = new Rate(perSecond);
    assertEquals(rate, Rate.parse(rate.toString()));
  }

  @Property
  void aRatePerMinuteIsReadBackAsItself(@ForAll @IntRange(min = 1) int perMinute) {
    Rate rate = Rate.parse(perMinute + "/min");
    assertEquals(rate, Rate.parse(rate.toString()));
  }

  @Property
  void aRateHasAnEventAtEachOffsetInsideItsWindowAndNoOther(
      @ForAll @IntRange(min = 1, max = 100_000) int perSecond,
      @ForAll @IntRange(min = 1, max = 100) int seconds) {
    Rate rate = new Rate(perSecond);
    assertEquals(perSecond * seconds, rate.eventsIn(Duration.ofSeconds(seconds)));
    assertEquals(seconds * 1_000_000_000L, rate.offsetNanos((long) perSecond * seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "500/s, 500/s",
    "2 / s, 2/s",
    "30/min, 0.5/s",
    "1/min, 1/min",
    "150/min, 2.5/s",
    "0.00001/s, 0.00001/s",
    "10000000/s, 10000000/s",
    "2.50/s, 2.5/s"
  })
  void aRateIsWrittenPlainly(String text, String plain) {
    assertEquals(plain, Rate.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "/s", "2/h", "-2/s", "0/s", "1e3/s", ".5/s", "2/s/s", "٢/s"})
  void whatIsNoRateIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Rate.parse(text));
  }

  @Property
  void aSizeIsReadBackAsItself(@ForAll @IntRange int bytes) {
    ByteSize size = new ByteSize(bytes);
    assertEquals(size, ByteSize.parse(size.toString()));
  }

  @ParameterizedTest
  @CsvSource({"0B, 0", "512B, 512", "20KB, 20480", "1MB, 1048576", "2047MB, 2146435072"})
  void aSizeCountsAsAwsDoes(String text, int bytes) {
    assertEquals(bytes, ByteSize.parse(text).bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "512", "B", "-1B", "1.5KB", "512b", "2048MB", "999999999MB", "1GB"})
  void whatIsNoSizeIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(text));
  }

  @Property
  void aDurationIsReadBackAsItself(@ForAll @LongRange(max = WEEK_MICROS) long micros) {
    Duration duration = Duration.ofNanos(micros * 1000);
    assertEquals(duration, DurationText.parse(DurationText.format(duration)));
  }

  @ParameterizedTest
  @CsvSource({
    "0s, 0s",
    "0ms, 0s",
    "500ms, 500ms",
    "1.5s, 1500ms",
    "60s, 1m",
    "90s, 90s",
    "600 s, 10m",
    "0.5h, 30m",
    "168h, 168h",
    "0.000001s, 1us",
    "1.25ms, 1250us"
  })
  void aDurationIsWrittenInItsLargestWholeUnit(String text, String written) {
    assertEquals(written, DurationText.format(DurationText.parse(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "s", "-5s", "5S", "5 min", "1m30s", "1e3s", "0.5us", "169h", "PT5S"})
  void whatIsNoDurationIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> DurationText.parse(text));
  }
}
