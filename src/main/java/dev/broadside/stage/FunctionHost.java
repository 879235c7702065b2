package dev.broadside.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.process.ChildJvm;
import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import dev.broadside.process.TemporaryFolder;
import dev.broadside.stage.host.FunctionHostMain;
import dev.broadside.stage.host.FunctionSpec;
import dev.broadside.template.Queue;
import dev.broadside.template.Template;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A JVM that runs functions, seen from the stage. */
@SuppressWarnings("FutureReturnValueIgnored") // What ends is told to who waits for it.
final class FunctionHost implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int READY_SECONDS = 60;

  private final FunctionGroups.Group group;
  private final ChildJvm process;
  private final TemporaryFolder temporary;
  private final CompletableFuture<Integer> port;

  private FunctionHost(
      FunctionGroups.Group group,
      ChildJvm process,
      TemporaryFolder temporary,
      CompletableFuture<Integer> port) {
    this.group = group;
    this.process = process;
    this.temporary = temporary;
    this.port = port;
  }

  /** What all hosts of a stage have in common. */
  record Settings(
      String stageAuthority,
      String stage,
      Path folder,
      List<String> jvmOptions,
      FunctionOptions options) {}

  /** Starts one without waiting for it. */
  static FunctionHost start(int number, FunctionGroups.Group group, Settings settings)
      throws StageException {
    CompletableFuture<Integer> port = new CompletableFuture<>();
    String name = "function host " + number;
    Path log = settings.folder.resolve("functions-" + number + ".log");
    TemporaryFolder temporary =
        new TemporaryFolder(settings.folder.resolve("functions-" + number + ".tmp"));
    List<String> arguments = new ArrayList<>(List.of(temporary.path().toString()));
    group.functions().forEach(function -> arguments.addAll(spec(function).toArguments()));
    JvmSpec spec =
        new JvmSpec(
            name,
            FunctionHostMain.class.getName(),
            settings.options.classPath(System.getProperty("java.class.path", "")),
            "160m",
            jvmOptions(temporary, settings.jvmOptions),
            arguments,
            environment(group, settings),
            log);
    try {
      // A JVM warns when it is not there from the beginning, in the log that developers read.
      temporary.create();
      ChildJvm process = ChildJvm.start(spec, line -> heard(line, port));
      process
          .onExit()
          .thenAcceptAsync(
              code -> {
                // Why it ended is in its last line, which may still be on its way.
                process.awaitOutput();
                port.completeExceptionally(
                    new StageException(
                        "the %s ended while starting with %s"
                            .formatted(name, process.describeEnd(code))));
              });
      return new FunctionHost(group, process, temporary, port);
    } catch (ProcessException e) {
      throw StageException.of(e);
    } catch (IOException e) {
      throw new StageException("no folder can be made for the %s (%s)".formatted(name, e), e);
    }
  }

  private static FunctionSpec spec(Template.Function function) {
    return new FunctionSpec(
        function.name(), function.handler(), function.timeout(), function.memoryMb());
  }

  /**
   * A small heap is collected well by one thread; its young half is large, or the garbage of a
   * broadcast is promoted and collected the expensive way. Nodelay, or every answer waits for an
   * ACK.
   */
  private static List<String> jvmOptions(TemporaryFolder temporary, List<String> more) {
    List<String> options = new ArrayList<>(more);
    Collections.addAll(
        options,
        "-XX:+UseSerialGC",
        "-Xms96m",
        "-Xmn48m",
        temporary.jvmOption(),
        "-Dsun.net.httpserver.nodelay=true",
        "-Dsun.net.httpserver.idleInterval=86400",
        "-Dsun.net.httpserver.maxIdleConnections=1000");
    return options;
  }

  static Map<String, String> environment(FunctionGroups.Group group, Settings settings) {
    String stageUrl = "http://" + settings.stageAuthority;
    Map<String, String> environment = new HashMap<>(group.environment());
    // What the template calls a queue's URL leads to AWS, whose place the stage takes.
    environment.replaceAll((name, value) -> value.replace(Queue.URLS, stageUrl + "/"));
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", stageUrl);
    environment.put("AWS_ENDPOINT_URL_SQS", stageUrl);
    environment.put("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", stageUrl + "/" + settings.stage);
    environment.put("AWS_REGION", LocalCredentials.REGION);
    environment.put("AWS_ACCESS_KEY_ID", LocalCredentials.ACCESS_KEY);
    environment.put("AWS_SECRET_ACCESS_KEY", LocalCredentials.SECRET_KEY);
    environment.put("AWS_SESSION_TOKEN", "");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    if (group.functions().size() == 1) {
      environment.put("AWS_LAMBDA_FUNCTION_NAME", group.functions().getFirst().name());
    }
    return environment;
  }

  private static void heard(String line, CompletableFuture<Integer> port) {
    try {
      JsonNode said = JSON.readTree(line);
      if (said.has("error")) {
        port.completeExceptionally(new StageException(said.get("error").asText()));
      } else {
        port.complete(said.path("ready").path("port").intValue());
      }
    } catch (JsonProcessingException e) {
      port.completeExceptionally(
          new StageException("a function host said what is no JSON: " + line, e));
    }
  }

  /** Where it answers, once it does. */
  InetSocketAddress awaitReady() throws StageException, InterruptedException {
    try {
      return new InetSocketAddress(NetUtil.LOCALHOST4, port.get(READY_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StageException reason
          ? reason
          : new StageException("the " + process.name() + " did not start", e);
    } catch (TimeoutException e) {
      throw new StageException(
          "the %s was not ready within %d s; see its log".formatted(process.name(), READY_SECONDS),
          e);
    }
  }

  List<Template.Function> functions() {
    return group.functions();
  }

  ChildJvm process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
    temporary.delete();
  }
}
