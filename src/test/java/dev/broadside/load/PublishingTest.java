package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where publishers that send requests send them. */
final class PublishingTest {
  @TempDir private Path folder = Path.of("");

  /** Before anybody looks for credentials: the host says that there is no use. */
  @Test
  void behindAProxyTheQueuesNameIsLeftToTheProxy() throws Exception {
    Path file = folder.resolve("s.yaml");
    Files.writeString(
        file,
        """
        question: q
        target: wss://stage.invalid/prod
        connect: { proxy: 'http://127.0.0.1:1' }
        audience: { connections: 5 }
        publish: { via: { queue: { url: 'https://queue.invalid/1/q' } } }
        """);
    Scenario scenario = new ScenarioReader(name -> null).read(file, List.of());
    Route route = Route.of(scenario.connect().reach());
    LoadException refused =
        assertThrows(LoadException.class, () -> Publishing.resolve(scenario, null, route));
    assertEquals(
        "the queue's host queue.invalid names no region: write the URL as AWS has it,"
            + " https://sqs.REGION.amazonaws.com/ACCOUNT/NAME",
        refused.getMessage());
  }
}
