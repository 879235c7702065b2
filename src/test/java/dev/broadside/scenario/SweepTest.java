package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
  @TempDir private Path folder = Path.of("");

  private List<Scenario> runs(String text, String... overrides) throws Exception {
    Path file = Files.writeString(folder.resolve("room.yaml"), text);
    ScenarioReader reader = new ScenarioReader(name -> null);
    List<Scenario> runs = new ArrayList<>();
    for (String override : reader.sweep(file, List.of(overrides))) {
      List<String> all = new ArrayList<>(List.of(overrides));
      all.add(override);
      runs.add(reader.read(file, all));
    }
    return runs;
  }

  @Test
  void aSweepIsARunForEachCombinationNamedByItsValues() throws Exception {
    List<Scenario> runs =
        runs(
            """
            question: q
            audience: { connections: 5 }
            sweep: { audience.connections: [100, 1000], publish.rate: [2/s, 30/min] }
            """);
    assertEquals(
        List.of("room-100-2-s", "room-100-30-min", "room-1000-2-s", "room-1000-30-min"),
        runs.stream().map(Scenario::name).toList());
    assertEquals(1000, runs.get(3).audience().connections());
    assertEquals(new Rate(0.5), runs.get(3).publish().pace().first());
  }

  @Test
  void aSweptTextKeepsItsQuotesAndADotInTheNameOfAHeader() throws Exception {
    List<Scenario> runs =
        runs(
            """
            question: q
            audience: { connections: 5 }
            sweep: { connect.headers.X-A: ['1', 'say "hi"'] }
            """);
    assertEquals("1", runs.get(0).connect().headers().get("X-A"));
    assertEquals("say \"hi\"", runs.get(1).connect().headers().get("X-A"));
  }

  @Test
  void aFileWithoutASweepAsksForNone() throws Exception {
    assertEquals(List.of(), runs("question: q\naudience: { connections: 5 }"));
    assertEquals(
        List.of(),
        runs("question: q\naudience: { connections: 5 }\nsweep: { seed: [1, 2] }", "sweep=null"));
  }
}
