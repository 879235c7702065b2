package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.gate.GateReport.Row;
import dev.broadside.scenario.GateFile;
import dev.broadside.scenario.GateFile.Waiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsTest {
  private static final double[] QUIET = {100, 101, 99, 100.5, 99.5, 100.2};

  @TempDir private Path folder = Path.of("");

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private GateReport judge(String base, String head) throws IOException, GateException {
    return new Gate(GateFile.NONE, false)
        .judge(file("base.json", base), List.of(file("head.json", head)));
  }

  private static double[] times(double factor, double... forks) {
    return DoubleStream.of(forks).map(fork -> fork * factor).toArray();
  }

  private static Row row(GateReport report) {
    return report.benchmarks().getFirst();
  }

  @Test
  void equalCodePassesAndSaysThatItIsUnpaired() throws Exception {
    GateReport report =
        judge(
            JmhJson.file(JmhJson.of("x.B.a", QUIET)),
            JmhJson.file(JmhJson.of("x.B.a", times(1.001, QUIET))));

    assertEquals(Verdict.PASS, report.verdict());
    assertFalse(report.paired());
    assertTrue(GateFormat.markdown().render(report).contains("**Unpaired**"));
  }

  @Test
  void tenPercentMoreTimeIsARegressionAndTenPercentLessAnImprovement() throws Exception {
    String base = JmhJson.file(JmhJson.of("x.B.a", QUIET));

    GateReport slower = judge(base, JmhJson.file(JmhJson.of("x.B.a", times(1.1, QUIET))));
    assertEquals(Verdict.REGRESSED, slower.verdict());
    assertEquals(List.of("x.B.a is slower by 10.0%"), slower.reasons());
    assertEquals(
        Verdict.IMPROVED,
        judge(base, JmhJson.file(JmhJson.of("x.B.a", times(0.9, QUIET)))).verdict());
  }

  @Test
  void moreThroughputIsFasterAndLessIsSlower() throws Exception {
    JmhJson rate = JmhJson.of("x.B.a", QUIET).withMode("thrpt", "ops/s");
    JmhJson less = JmhJson.of("x.B.a", times(0.9, QUIET)).withMode("thrpt", "ops/s");

    assertEquals(Verdict.REGRESSED, judge(JmhJson.file(rate), JmhJson.file(less)).verdict());
    assertEquals(Verdict.IMPROVED, judge(JmhJson.file(less), JmhJson.file(rate)).verdict());
  }

  /** Welch's t on the logarithms, by hand: base 1, 2, 3 and head 3, 4, 8 (in e-folds of 1/100). */
  @Test
  void theLimitsAreWelchs() throws Exception {
    Estimate estimate = Estimate.welch(new double[] {1, 2, 3}, new double[] {3, 4, 8});

    assertEquals(3, estimate.mean());
    assertEquals(Math.sqrt(1 / 3.0 + 7 / 3.0), estimate.error(), 1e-12);
    assertEquals(Math.pow(8 / 3.0, 2) / (1 / 18.0 + 49 / 18.0), estimate.degrees(), 1e-12);
  }

  /** graphite's pull request 135: single shots, more than twice as slow, went through a CI rule. */
  @Test
  void fiveSingleShotsThatSayMoreThanTwiceAreInconclusiveAndAskForMore() throws Exception {
    GateReport scattered =
        judge(
            JmhJson.file(JmhJson.of("x.B.a", 10, 31, 14, 55, 22).withMode("ss", "ms/op")),
            JmhJson.file(JmhJson.of("x.B.a", 19, 140, 25, 110, 37.3).withMode("ss", "ms/op")));
    assertEquals(Verdict.INCONCLUSIVE, scattered.verdict());
    assertTrue(scattered.reasons().getFirst().contains("measure at least"));

    GateReport alone =
        judge(
            JmhJson.file(JmhJson.of("x.B.a", 100).withMode("ss", "ms/op")),
            JmhJson.file(JmhJson.of("x.B.a", 251).withMode("ss", "ms/op")));
    assertEquals(Verdict.INCONCLUSIVE, alone.verdict());
    assertEquals(2.51, Objects.requireNonNull(row(alone).ratio()), 1e-9);
    assertNull(row(alone).lower());
  }

  /** The same pull request: identical sources, three forks, flagged three times by their means. */
  @ParameterizedTest
  @CsvSource({"1.15", "1.22", "1.37"})
  void threeForksOfIdenticalSourcesAreNotRegressedByTheirMeans(double factor) throws Exception {
    double[] base = {100, 131, 88};
    GateReport report =
        judge(
            JmhJson.file(JmhJson.of("x.B.a", base)),
            JmhJson.file(JmhJson.of("x.B.a", 88 * factor * 0.97, 120 * factor, 109 * factor)));

    assertEquals(Verdict.INCONCLUSIVE, report.verdict());
  }

  @Test
  void aCounterFailsAloneWithoutAnyTiming() throws Exception {
    GateReport report =
        judge(
            JmhJson.file(JmhJson.of("x.B.a", 100, 170)),
            JmhJson.file(JmhJson.of("x.B.a", 160, 90).withAllocated(136)));

    assertEquals(Verdict.REGRESSED, report.verdict());
    assertEquals(
        "x.B.a: gc.alloc.rate.norm grew from 120 to 136 (1% or 8 allowed)",
        report.reasons().getFirst());
    assertEquals(Verdict.INCONCLUSIVE, row(report).verdict());
  }

  @Test
  void severalHeadsAreForksOfOneSide() throws Exception {
    GateReport report =
        new Gate(GateFile.NONE, false)
            .judge(
                file("base.json", JmhJson.file(JmhJson.of("x.B.a", QUIET))),
                List.of(
                    file("one.json", JmhJson.file(JmhJson.of("x.B.a", 100, 101, 99.5))),
                    file("two.json", JmhJson.file(JmhJson.of("x.B.a", 99, 100.7)))));

    assertEquals(5, row(report).headForks());
  }

  @Test
  void aWaivedBenchmarkIsShownAndDoesNotCount() throws Exception {
    GateFile file =
        new GateFile(
            null,
            "jmh",
            null,
            List.of(),
            null,
            0.03,
            0.10,
            Map.of(),
            List.of(new Waiver("x.B.*", "known, being fixed", LocalDate.of(2027, 1, 31))));
    GateReport report =
        new Gate(file, false)
            .judge(
                file("base.json", JmhJson.file(JmhJson.of("x.B.a", QUIET))),
                List.of(file("head.json", JmhJson.file(JmhJson.of("x.B.a", times(2, QUIET))))));

    assertEquals(Verdict.PASS, report.verdict());
    assertEquals(Verdict.REGRESSED, row(report).verdict());
    assertEquals("known, being fixed (until 2027-01-31)", row(report).waived());
  }

  @Test
  void anotherJdkIsRefusedUnlessAllowedAndThenMarked() throws Exception {
    Path base = file("base.json", JmhJson.file(JmhJson.of("x.B.a", QUIET)));
    Path head =
        file("head.json", JmhJson.file(JmhJson.of("x.B.a", times(1.001, QUIET)).withJdk("21")));

    assertSentence(
        "x.B.a was measured with another jdkVersion (base: 25.0.3, head: 21): measure both alike,"
            + " or say --allow-mixed and have the verdict marked",
        assertThrows(
            GateException.class, () -> new Gate(GateFile.NONE, false).judge(base, List.of(head))));
    GateReport report = new Gate(GateFile.NONE, true).judge(base, List.of(head));
    assertEquals(List.of("jdkVersion: 25.0.3 and 21"), report.mixed());
    assertTrue(GateFormat.markdown().render(report).contains("**Mixed**"));
  }

  @Test
  void otherThreadsAndOtherJvmArgumentsAreRefused() {
    String good = JmhJson.file(JmhJson.of("x.B.a", QUIET));
    String other = JmhJson.file(JmhJson.of("x.B.a", times(1.001, QUIET)));
    assertRefused("another threads", good, other.replace("\"threads\": 1", "\"threads\": 2"));
    assertRefused(
        "another jvmArgs", good, other.replace("\"jvmArgs\": []", "\"jvmArgs\": [\"-Xint\"]"));
  }

  private static void assertSentence(String sentence, GateException failure) {
    assertEquals(sentence, failure.getMessage());
  }

  private void assertRefused(String part, String base, String head) {
    GateException failure = assertThrows(GateException.class, () -> judge(base, head));
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains(part), message);
    assertFalse(message.contains("\n") || message.contains("Exception"), message);
  }

  @Test
  void whatIsNotAllThereIsAnErrorAndNeverAPass() {
    String good = JmhJson.file(JmhJson.of("x.B.a", QUIET));
    String other = JmhJson.file(JmhJson.of("x.B.a", times(1.001, QUIET)));

    assertRefused("is empty", good, "");
    assertRefused("cut short or not JSON", good, other.substring(0, other.length() / 2));
    assertRefused("holds no benchmark", good, "[]");
    assertRefused("holds no benchmark", good, "{}");
    assertRefused("without 'benchmark'", good, "[{}]");
    assertRefused("holds what another file here holds too", good, good);
    JmhJson one = JmhJson.of("x.B.a", QUIET);
    assertRefused("has x.B.a twice", good, JmhJson.file(one, one));
    assertRefused("vanished", good, JmhJson.file(JmhJson.of("x.B.b", QUIET)));
    assertRefused("another mode", good, JmhJson.file(one.withMode("ss", "ns/op")));
    assertRefused("another unit", good, JmhJson.file(one.withMode("avgt", "us/op")));
    assertRefused("6 of 7 forks", good, other.replace("\"forks\": 6", "\"forks\": 7"));
    assertRefused("no fork", good, other.replace("\"forks\": 6", "\"forks\": 0"));
    assertRefused(
        "1 of 3 iterations",
        good,
        other.replace("\"measurementIterations\": 1", "\"measurementIterations\": 3"));
  }

  @Test
  void aScoreThatIsNoTimeIsAnErrorAndNeverAPass() {
    String good = JmhJson.file(JmhJson.of("x.B.a", QUIET));

    assertRefused("has the score 0.0", good, JmhJson.file(JmhJson.of("x.B.a", 100, 0)));
    assertRefused("has the score -5.0", good, JmhJson.file(JmhJson.of("x.B.a", 100, -5)));
    assertRefused("which is no number", good, good.replace("[100.5]", "[\"NaN\"]"));
    assertRefused("cut short or not JSON", good, good.replace("[100.5]", "[NaN]"));
  }

  @Test
  void aCounterThatVanishedIsAnError() {
    assertRefused(
        "the head has no counter 'gc.alloc.rate.norm' of x.B.a",
        JmhJson.file(JmhJson.of("x.B.a", QUIET)),
        JmhJson.file(JmhJson.of("x.B.a", 100, 101)).replace("gc.alloc.rate.norm", "other"));
  }

  @Test
  void aSampledForkIsTheMeanOfItsHistogram() throws Exception {
    String sampled =
        JmhJson.file(JmhJson.of("x.B.a", 1, 2))
            .replaceFirst(
                "\"rawData\": [^}]*", "\"rawDataHistogram\": [[[[10, 3], [20, 1]]], [[[30, 2]]]]");
    Results results =
        ResultFiles.results("file", sampled.getBytes(StandardCharsets.UTF_8), Set.of());

    assertEquals(List.of(12.5, 30.0), results.timings().firstEntry().getValue().forks());
  }
}
