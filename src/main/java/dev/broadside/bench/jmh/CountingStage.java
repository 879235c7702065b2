package dev.broadside.bench.jmh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.bench.Peer;
import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A local stage with DynamoDB Local behind it, for what passes its port and is counted there. */
public final class CountingStage implements AutoCloseable {
  private static final String MAIN = "dev.broadside.stage.StageMain";
  private static final String TEMPLATE = "stage.yaml";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Peer process;
  private final URI endpoint;

  private CountingStage(Peer process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts it; logs go to the folder {@code logs}. */
  public static CountingStage start(Path logs)
      throws IOException, ProcessException, InterruptedException {
    Path template = logs.resolve(TEMPLATE);
    try (InputStream file =
        Objects.requireNonNull(CountingStage.class.getResourceAsStream(TEMPLATE))) {
      Files.copy(file, template, StandardCopyOption.REPLACE_EXISTING);
    }
    Peer process =
        Peer.start(
            JvmSpec.ours(
                    "local stage",
                    MAIN,
                    "192m",
                    List.of("--template", template.toString(), "--logs", logs.toString()),
                    logs.resolve("stage.log"))
                .withJvmOptions(List.of("-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=128m")));
    try {
      return new CountingStage(process, endpoint(process.awaitLine(PATIENCE)));
    } catch (ProcessException | InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private static URI endpoint(String said) throws ProcessException {
    try {
      JsonNode line = new ObjectMapper().readTree(said);
      if (line.has("ready")) {
        return URI.create(line.path("ready").path("httpUrl").asText());
      }
      throw new ProcessException("the local stage did not start: " + line.path("error").asText());
    } catch (JsonProcessingException e) {
      throw new ProcessException("the local stage said '" + said + "'", e);
    }
  }

  /** Where DynamoDB is, through the counting port. */
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    process.close();
  }
}
