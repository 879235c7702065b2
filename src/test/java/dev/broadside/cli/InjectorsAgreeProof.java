package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.load.StubSchedule;
import dev.broadside.measure.Distribution;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.RunSummary.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Several injectors find what one with as many connections finds, on a stage whose set delays
 * dominate: {@code mvn verify -Pproofs -Dit.test=InjectorsAgreeProof}, and for the size that is
 * claimed, on an idle machine, {@code -Dbroadside.proof.each=4000}.
 */
@Isolated("what runs beside it moves its percentiles")
@Tag("proof")
@EnabledOnOs(OS.LINUX)
@Timeout(value = 60, unit = TimeUnit.MINUTES)
final class InjectorsAgreeProof {
  private static final int INJECTORS = Integer.getInteger("broadside.proof.injectors", 4);
  private static final int EACH = Integer.getInteger("broadside.proof.each", 100);
  private static final int SINGLE_RUNS = 3;
  private static final int ATTEMPTS = 3;
  private static final double MOST_APART_MILLIS = 20;

  /** Three runs have a range that a fourth leaves by chance half of the time: 2% more. */
  private static final double BESIDE = 0.02;

  private static final String LOAD =
      """
      connect: { rate: 1000/s }
      audience: { connections: %d, witnesses: 0 }
      publish: { rate: 1/s, publishers: 4, warmup: 5s, for: 20s, drain: 30s }
      """
          .formatted(INJECTORS * EACH);

  /** A run, and what it says of its injectors where it has several. */
  private record Found(RunSummary summary, List<JsonNode> shards) {}

  /** One that a busy machine made INVALID says nothing of injectors, so it is repeated. */
  private static Found run(Path home, int injectors) throws Exception {
    Found found = attempt(home.resolve("0"), injectors);
    for (int i = 1; i < ATTEMPTS && found.summary().verdict().status() == Status.INVALID; i++) {
      found = attempt(home.resolve("" + i), injectors);
    }
    return found;
  }

  private static Found attempt(Path home, int injectors) throws Exception {
    Files.createDirectories(home);
    try (StubRun run = StubRun.start(home, StubSchedule.SPREAD, injectors, LOAD, Map.of())) {
      int code = run.run().awaitExit();
      assertTrue(code == 0 || code == 2 || code == 3, () -> "it said " + run.run().errorLines());
      run.run().awaitNobody();
      return new Found(run.summary(), injectors == 1 ? List.of() : run.shards());
    }
  }

  @Test
  void severalInjectorsFindWhatOneFinds(@TempDir Path home) throws Exception {
    List<RunSummary> alone = new ArrayList<>();
    for (int i = 0; i < SINGLE_RUNS; i++) {
      alone.add(run(home.resolve("alone-" + i), 1).summary());
    }
    Found found = run(home.resolve("together"), INJECTORS);
    RunSummary together = found.summary();
    assertEquals(INJECTORS, together.run().injectors());
    assertTogether(found.shards());
    for (RunSummary one : alone) {
      assertEquals(counts(one), counts(together), () -> "" + together.verdict());
    }
    assertWithin(alone, together, "p50", Distribution::p50);
    assertWithin(alone, together, "p99", Distribution::p99);
  }

  private static List<Long> counts(RunSummary summary) {
    return List.of(
        summary.connections().opened(),
        summary.broadcasts().published(),
        summary.deliveries().expected(),
        summary.deliveries().delivered(),
        summary.deliveries().lost(),
        summary.deliveries().unexpected());
  }

  private static void assertWithin(
      List<RunSummary> alone,
      RunSummary together,
      String name,
      Function<Distribution, @Nullable Double> percentile) {
    DoubleSummaryStatistics range =
        alone.stream()
            .mapToDouble(one -> known(percentile.apply(one.latency().deliveryMillis())))
            .summaryStatistics();
    double found = known(percentile.apply(together.latency().deliveryMillis()));
    assertTrue(
        found >= range.getMin() * (1 - BESIDE) && found <= range.getMax() * (1 + BESIDE),
        () -> "%s is %s ms, and %s of single runs".formatted(name, found, range));
  }

  private static double known(@Nullable Double millis) {
    assertNotNull(millis, "a percentile that falls on what was lost");
    return millis;
  }

  /** All on one clock, so the errors say who began when. */
  private static void assertTogether(List<JsonNode> shards) {
    DoubleSummaryStatistics began =
        shards.stream()
            .mapToDouble(shard -> shard.path("startErrorMillis").asDouble())
            .summaryStatistics();
    assertEquals(INJECTORS, began.getCount());
    assertTrue(began.getMax() - began.getMin() <= MOST_APART_MILLIS, began::toString);
  }
}
