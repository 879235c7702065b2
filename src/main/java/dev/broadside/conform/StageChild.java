package dev.broadside.conform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.process.ChildJvm;
import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A local stage in a process of its own: says where it is, and what it counted when asked. */
@SuppressWarnings("FutureReturnValueIgnored") // Its end is told to who waits for it.
final class StageChild implements AutoCloseable {
  private static final String MAIN = "dev.broadside.stage.StageMain";
  private static final int READY_SECONDS = 180;
  private static final int COUNTERS_SECONDS = 10;

  private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();
  private final String name;
  private final ChildJvm process;
  private volatile CompletableFuture<JsonNode> counters = new CompletableFuture<>();

  private StageChild(String name, List<String> arguments, Path log) throws ProcessException {
    this.name = name;
    JvmSpec spec =
        JvmSpec.ours(name, MAIN, "192m", arguments, log)
            .withJvmOptions(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xms32m"));
    process = ChildJvm.start(spec, this::hear);
    process.onExit().thenAccept(this::ended);
  }

  static StageChild start(String name, List<String> arguments, Path log) throws ProcessException {
    return new StageChild(name, arguments, log);
  }

  private void hear(String line) {
    JsonNode said = Site.parse(line);
    if (said.has("ready")) {
      ready.complete(said.get("ready"));
    } else if (said.has("error")) {
      fail(said.get("error").asText());
    } else if (said.has("counters")) {
      counters.complete(said.get("counters"));
    }
  }

  private void ended(int code) {
    process.awaitOutput();
    fail(process.describeEnd(code));
  }

  private void fail(String why) {
    ready.completeExceptionally(
        new ProcessException("the local stage %s did not start: %s".formatted(name, why)));
  }

  /** Where clients connect, once they may. */
  String awaitUrl() throws ProcessException, InterruptedException {
    try {
      return ready.get(READY_SECONDS, TimeUnit.SECONDS).path("webSocketUrl").asText();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ProcessException why
          ? why
          : new ProcessException("the local stage " + name + " did not start", e);
    } catch (TimeoutException e) {
      throw new ProcessException(
          "the local stage %s was not ready within %d s".formatted(name, READY_SECONDS), e);
    }
  }

  /** What it counted so far, or null where it does not say. */
  @Nullable JsonNode counters() {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    counters = answer;
    process.send("counters");
    try {
      return answer.get(COUNTERS_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException e) {
      return null;
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
