package dev.broadside.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.measure.Environment;
import dev.broadside.process.ChildJvm;
import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import dev.broadside.scenario.Local;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The local stage, in a JVM of its own that the injector starts and that ends with it. Speaks one
 * JSON object a line: {@code ready} or {@code error} once, {@code counters} when asked.
 */
final class StageProcess implements AutoCloseable {
  private static final String MAIN = "dev.broadside.stage.StageMain";

  /** Longer than what it starts may take, one after the other. */
  private static final Duration READY_WITHIN = Duration.ofSeconds(180);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();
  private volatile CompletableFuture<JsonNode> counters = new CompletableFuture<>();
  private volatile CompletableFuture<JsonNode> stamps = new CompletableFuture<>();

  /** The stage answers in order: the first here waits for what it says next. */
  private final Queue<Consumer<JsonNode>> faultAnswers = new ConcurrentLinkedQueue<>();

  private volatile @Nullable String lastError;
  private @Nullable ChildJvm process;
  private volatile boolean closing;

  /** Starts it; {@code onDeath} hears when it ends by itself after it was ready. */
  @SuppressWarnings("FutureReturnValueIgnored") // ended() tells everybody who waits.
  static StageProcess start(Local local, Path logs, Consumer<String> onDeath) throws LoadException {
    StageProcess stage = new StageProcess();
    JvmSpec spec =
        JvmSpec.ours("local stage", MAIN, "192m", arguments(local, logs), logs.resolve("stage.log"))
            .withJvmOptions(List.of("-XX:+UseSerialGC", "-Xms32m", "-XX:MaxDirectMemorySize=128m"));
    try {
      ChildJvm process = ChildJvm.start(spec, stage::hear);
      stage.process = process;
      process.onExit().thenAccept(code -> stage.ended(process, code, onDeath));
      return stage;
    } catch (ProcessException e) {
      throw new LoadException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Waits until clients may come. */
  void awaitReady() throws LoadException {
    try {
      ready.get(READY_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LoadException why
          ? why
          : new LoadException("the local stage did not start", e);
    } catch (TimeoutException e) {
      throw new LoadException(
          "the local stage was not ready within " + READY_WITHIN.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LoadException("interrupted while the local stage was starting", e);
    }
  }

  /** Whoever still waits for it need not. */
  void abandon() {
    ready.completeExceptionally(didNotStart("nobody waits for it any more"));
  }

  private static List<String> arguments(Local local, Path logs) {
    List<String> arguments = new ArrayList<>();
    Local.Own own = local.own();
    if (own.template() != null) {
      arguments.addAll(List.of("--template", own.template()));
    } else {
      arguments.addAll(List.of("--design", local.design()));
      arguments.addAll(List.of("--parameter", "Lookup=" + local.lookup()));
      arguments.addAll(List.of("--parameter", "Fanout=" + local.fanout()));
      arguments.addAll(List.of("--parameter", "Concurrency=" + local.concurrency()));
    }
    own.parameters()
        .forEach((name, value) -> arguments.addAll(List.of("--parameter", name + "=" + value)));
    own.functions()
        .forEach(
            (name, urls) -> {
              for (String url : urls.split(" ", -1)) {
                arguments.addAll(List.of("--function", name + "=" + url));
              }
            });
    own.code().forEach(path -> arguments.addAll(List.of("--code", path)));
    arguments.addAll(List.of("--auth", own.auth(), "--port", "" + own.port()));
    arguments.addAll(List.of("--profile", local.profile()));
    arguments.addAll(List.of("--logs", logs.toString()));
    return arguments;
  }

  void hear(String line) {
    try {
      JsonNode message = JSON.readTree(line);
      if (message.has("ready")) {
        ready.complete(message.get("ready"));
      } else if (message.has("error")) {
        String error = message.get("error").asText();
        lastError = error;
        ready.completeExceptionally(didNotStart(error));
      } else if (message.has("counters")) {
        counters.complete(message.get("counters"));
      } else if (message.has("stamps")) {
        stamps.complete(message.get("stamps"));
      } else if (message.has("faults")) {
        Consumer<JsonNode> first = faultAnswers.poll();
        if (first != null) {
          first.accept(message.get("faults"));
        }
      }
    } catch (JsonProcessingException e) {
      lastError = "it said '" + line + "'";
    }
  }

  private void ended(ChildJvm process, int code, Consumer<String> onDeath) {
    process.awaitOutput();
    String error = lastError;
    String why = error != null ? error : process.describeEnd(code);
    lastError = why;
    boolean wasReady = !ready.completeExceptionally(didNotStart(why));
    counters.cancel(false);
    stamps.cancel(false);
    if (wasReady && !closing) {
      onDeath.accept("the local stage ended during the run (" + why + ")");
    }
  }

  private static LoadException didNotStart(String why) {
    return new LoadException("the local stage did not start: " + why);
  }

  /** The address that clients connect to. */
  String webSocketUrl() {
    return ready.join().get("webSocketUrl").asText();
  }

  /** What paths of its HTTP API go below. */
  String httpUrl() {
    return ready.join().get("httpUrl").asText();
  }

  /** The URL of a queue of its template, by logical id or name. */
  String queueUrl(String queue) throws LoadException {
    List<String> known = new ArrayList<>();
    for (JsonNode each : ready.join().path("queues")) {
      String id = each.path("queue").asText();
      if (queue.equals(id) || queue.equals(each.path("name").asText())) {
        return each.path("url").asText();
      }
      known.add(id);
    }
    throw new LoadException(
        "publish.via.queue.url names the queue %s and the stage's template has %s"
            .formatted(queue, known.isEmpty() ? "none" : String.join(", ", known)));
  }

  /** Process ids of the stage and what it started. */
  JsonNode pids() {
    return ready.join().get("pids");
  }

  /** Resident memory of each process behind the stage, by its role. */
  Map<String, Object> memory() {
    Map<String, Object> memory = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> role : pids().properties()) {
      List<Long> each = new ArrayList<>();
      JsonNode value = role.getValue();
      (value.isArray() ? value : JSON.createArrayNode().add(value))
          .forEach(pid -> each.add(Environment.residentMiB(pid.asLong(), "VmHWM")));
      memory.put(role.getKey() + "PeakResidentMiB", each);
    }
    return memory;
  }

  /** Makes something go wrong; {@code answered} hears what it did, or why it cannot. */
  synchronized void fault(String json, Consumer<JsonNode> answered) {
    ChildJvm child = process;
    faultAnswers.add(answered);
    if (child != null) {
      child.send("fault " + json);
    }
  }

  /** What the stage counted so far; {@code null} when it does not answer in time. */
  @Nullable HandlerCounts counts(Duration within) {
    ChildJvm child = process;
    if (child == null || !child.isAlive()) {
      return null;
    }
    counters = new CompletableFuture<>();
    if (!child.isAlive()) {
      return null;
    }
    child.send("counters");
    try {
      return HandlerCounts.of(counters.get(within.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException | java.util.concurrent.CancellationException e) {
      return null;
    }
  }

  /** What it says to a command about stamps; {@code null} when it does not answer in time. */
  @Nullable JsonNode stamps(String command, Duration within) {
    ChildJvm child = process;
    stamps = new CompletableFuture<>();
    if (child == null || !child.isAlive()) {
      return null;
    }
    child.send(command);
    try {
      return stamps.get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException | java.util.concurrent.CancellationException e) {
      return null;
    }
  }

  @Override
  public void close() {
    closing = true;
    ChildJvm child = process;
    if (child != null) {
      child.close();
    }
  }
}
