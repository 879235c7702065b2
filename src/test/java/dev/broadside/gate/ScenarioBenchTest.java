package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.scenario.GateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScenarioBenchTest {
  private static final List<String> TIMES =
      List.of("room: connect p95", "room: last p50", "room: last p95");

  private final Path folder;

  ScenarioBenchTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aRunOnOurStageIsMeasuredByItsTimesAndItsCpu() throws Exception {
    assertEquals(
        List.of("room: CPU per delivery", TIMES.get(0), TIMES.get(1), TIMES.get(2)),
        listed("local: { design: room-chat }"));
  }

  @Test
  void nobodyAsksForTheCpuOfFunctionsThatRunElsewhere() throws Exception {
    assertEquals(
        TIMES,
        listed("local: { template: own.yaml, functions: { Send: 'http://127.0.0.1:9000' } }"));
  }

  @Test
  void norForThatOfADeployedStage() throws Exception {
    assertEquals(TIMES, listed("target: ws://127.0.0.1:9000/prod"));
  }

  private List<String> listed(String line) throws IOException {
    Path scenario =
        Files.writeString(
            folder.resolve("room.yaml"),
            "question: Why?\naudience: { connections: 5 }\npublish: { rate: 5/s, for: 4s }\n"
                + line
                + "\n");
    Shell shell = new Shell(folder.resolve("log"), Duration.ofSeconds(1));
    return new ScenarioBench(GateFile.NONE, scenario, folder, Map.of(), shell)
        .list(Side.BASE).stream().map(BenchmarkId::toString).toList();
  }
}
