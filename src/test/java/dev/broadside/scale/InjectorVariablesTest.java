package dev.broadside.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.Anchor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InjectorVariablesTest {
  private static Map<String, String> fewest() {
    return new HashMap<>(
        Map.of(
            "BROADSIDE_RUN_ID", "r1",
            "BROADSIDE_SHARDS", "4",
            "BROADSIDE_SCENARIO", "s.yaml"));
  }

  private static InjectorVariables read(Map<String, String> environment) throws ScaleException {
    return InjectorVariables.of(environment::get);
  }

  @Test
  void theFewestAreEnough() throws ScaleException {
    InjectorVariables read = read(fewest());
    assertNull(read.index());
    assertEquals(4, read.quorum());
    assertEquals(new TableAddress("broadside-rendezvous", "aws"), read.table());
    assertEquals(Duration.ofMinutes(5), read.barrierTimeout());
  }

  @Test
  void theIndexIsOursThenThatOfKubernetesThenThatOfBatch() throws ScaleException {
    Map<String, String> environment = fewest();
    environment.put("AWS_BATCH_JOB_ARRAY_INDEX", "3");
    assertEquals(Integer.valueOf(3), read(environment).index());
    environment.put("JOB_COMPLETION_INDEX", "2");
    assertEquals(Integer.valueOf(2), read(environment).index());
    environment.put("BROADSIDE_SHARD", "");
    assertEquals(Integer.valueOf(2), read(environment).index());
    environment.put("BROADSIDE_SHARD", "1");
    assertEquals(Integer.valueOf(1), read(environment).index());
  }

  @Test
  void whatALauncherWritesIsWhatAnInjectorReads() throws ScaleException {
    InjectorVariables written =
        new InjectorVariables(
            "r1",
            4,
            null,
            new TableAddress("t", "http://127.0.0.1:8000"),
            Path.of("s.yaml"),
            "ws://127.0.0.1:1",
            3,
            Duration.ofSeconds(90),
            Path.of("out"),
            new Anchor(1_795_000_000_000_000L, -12L));
    assertEquals(written.withIndex(2), read(written.withIndex(2).toEnvironment()));
  }

  @ParameterizedTest
  @CsvSource({
    "BROADSIDE_RUN_ID, My-Run",
    "BROADSIDE_RUN_ID, 12345678901234567",
    "BROADSIDE_SHARDS, 0",
    "BROADSIDE_SHARDS, four",
    "BROADSIDE_SHARDS, 10000",
    "BROADSIDE_SHARD, -1",
    "JOB_COMPLETION_INDEX, 1x",
    "BROADSIDE_QUORUM, 5",
    "BROADSIDE_QUORUM, 0",
    "BROADSIDE_BARRIER_TIMEOUT, soon",
    "BROADSIDE_ANCHOR, yesterday",
    "BROADSIDE_SCENARIO, ''",
  })
  void aBadOneIsNamed(String name, String value) {
    Map<String, String> environment = fewest();
    environment.put(name, value);
    ScaleException refused = assertThrows(ScaleException.class, () -> read(environment));
    assertTrue(String.valueOf(refused.getMessage()).startsWith(name), refused.getMessage());
  }
}
