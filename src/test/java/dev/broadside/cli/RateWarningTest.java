package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateWarningTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "wss://a.execute-api.eu-west-1.amazonaws.com/prod, 600/s, true",
    "wss://a.execute-api.eu-west-1.amazonaws.com/prod, 500/s, false",
    "wss://a.execute-api.cn-north-1.amazonaws.com.cn/prod, 2000/s, true",
    "wss://chat.example.com, 2000/s, false",
    "local, 2000/s, false"
  })
  void onlyAHostOfAwsIsWarnedOf(String target, String rate, boolean warned) throws Exception {
    Path file = folder.resolve("fast.yaml");
    Files.writeString(
        file,
        "question: q\ntarget: %s\nconnect: { rate: %s }\naudience: { connections: 5 }\n"
            .formatted(target, rate));
    Scenario scenario = new ScenarioReader(name -> null).read(file, List.of());
    assertEquals(warned, RateWarning.of(scenario).startsWith("Warning "), target);
  }
}
