package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

final class KubernetesOptionsTest {
  @TempDir private Path folder = Path.of("");

  @Command(name = "run")
  private static final class Run {
    @Mixin private InjectorOptions injectors = new InjectorOptions();
  }

  private static InjectorOptions parse(String words) {
    Run run = new Run();
    new CommandLine(run)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(words.isEmpty() ? new String[0] : words.split(" ", -1));
    return run.injectors;
  }

  private Scenario scenario(String more) throws Exception {
    Path file = folder.resolve("late.yaml");
    Files.writeString(
        file,
        """
        question: How late?
        target: wss://chat.example/prod
        audience: { connections: 100 }
        """
            + more);
    return new ScenarioReader(name -> "s3cr3t").read(file, List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "--on kubernetes --image x, say --injectors N",
    "--injectors 2 --on kubernetes, --image",
    "--injectors 2 --on kubernetes --image x --memory 512Mi, --memory",
    "--injectors 2 --on kubernetes --image x --memory lots, --memory",
    "--injectors 2 --on kubernetes --image x --cpu 0, --cpu",
    "--injectors 2 --on kubernetes --image x --secret TOKEN=abc, kubectl create secret",
    "--injectors 2 --render, --on kubernetes",
    "--injectors 2 --on elsewhere, --run-id",
    "--injectors 2 --on elsewhere --run-id A_1, --run-id",
  })
  void whatNoClusterTakesIsSaidBeforeAnyIsAsked(String words, String said) throws Exception {
    InjectorOptions options = parse(words);
    Scenario scenario = scenario("");
    ParameterException refused =
        assertThrows(ParameterException.class, () -> options.check(scenario));
    assertTrue(String.valueOf(refused.getMessage()).contains(said), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "'connect: { tls: { ca: own.pem } }', connect.tls.ca",
    "'connect: { from: [192.0.2.7] }', connect.from",
  })
  void whatOnlyThisMachineHasIsNamed(String more, String said) throws Exception {
    InjectorOptions options = parse("--injectors 2 --on kubernetes --image x");
    Scenario scenario = scenario(more);
    ParameterException refused =
        assertThrows(ParameterException.class, () -> options.check(scenario));
    assertTrue(String.valueOf(refused.getMessage()).contains(said), refused.getMessage());
  }

  @Test
  void manifestsArePrintedWithoutAClusterAndWithoutTheSecret() throws Exception {
    InjectorOptions options =
        parse(
            "--injectors 3 --on kubernetes --image r/b:1 --secret tokens --memory 2Gi --run-id"
                + " late1 --dynamodb http://table.example:8000");
    Scenario scenario = scenario("connect: { headers: { Authorization: 'Bearer ${TOKEN}' } }\n");
    options.check(scenario);
    String yaml = RemoteInjectors.manifest(scenario, options);
    assertEquals(3, Stream.of(yaml.split("(?m)^---$", -1)).filter(part -> !part.isBlank()).count());
    assertTrue(yaml.contains("Bearer ${TOKEN}"), yaml);
    assertFalse(yaml.contains("s3cr3t"), yaml);
    assertTrue(yaml.contains("name: \"broadside-late1\""), yaml);
    assertTrue(yaml.contains("\"1280m\""), yaml);
    assertTrue(yaml.contains("port: 8000"), yaml);
  }

  @Test
  void withoutAnyOfThemARunIsAsItWas() throws Exception {
    InjectorOptions options = parse("");
    options.check(scenario(""));
    assertFalse(options.areElsewhere());
    assertEquals(1, options.count());
  }
}
