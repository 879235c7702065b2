package dev.broadside.process;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A server that is not ours, in a process of its own on a free loopback port, answering when the
 * caller of {@link #start} gets it, and gone when this process is gone.
 */
public final class Sidecar implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final int ATTEMPTS = 3;

  private final ChildJvm process;
  private final URI endpoint;
  private final TemporaryFolder temporary;

  private Sidecar(ChildJvm process, URI endpoint, TemporaryFolder temporary) {
    this.process = process;
    this.endpoint = endpoint;
    this.temporary = temporary;
  }

  /**
   * What differs from one sidecar to another.
   *
   * @param title what messages call it
   * @param jars the folder of its jars, by whose name its temporary folder is called
   * @param heap its {@code -Xmx}
   * @param jvmOptions by the port that it is to take, as {@code arguments}
   * @param readyOperation the operation, with its service, that it answers when it is ready
   */
  record Program(
      String title,
      Path jars,
      String mainClass,
      String heap,
      IntFunction<List<String>> jvmOptions,
      IntFunction<List<String>> arguments,
      Map<String, String> environment,
      String readyOperation) {
    TemporaryFolder temporary(Path log) {
      return new TemporaryFolder(log.resolveSibling(jars.getFileName() + ".tmp"));
    }
  }

  /** Starts it and waits until it answers. A port that somebody took meanwhile is tried again. */
  static Sidecar start(Program program, Installation installation, Path log)
      throws ProcessException {
    if (!Files.isDirectory(program.jars)) {
      throw new ProcessException(
          "%s is not in %s: run '%s' once, which fetches it"
              .formatted(program.title, program.jars, fetch(program.jars)));
    }
    TemporaryFolder temporary = program.temporary(log);
    ProcessException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = Ports.free();
      ChildJvm process = ChildJvm.startLogging(spec(program, port, installation, log));
      try {
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        awaitAnswer(process, endpoint, program.readyOperation);
        return new Sidecar(process, endpoint, temporary);
      } catch (ProcessException e) {
        process.close(Duration.ZERO);
        temporary.delete();
        last = e;
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    }
    throw last;
  }

  /** An unpacked archive has no project to build, but the sidecar's POM beside its folder. */
  private static String fetch(Path jars) {
    Path pom = jars.resolveSibling(jars.getFileName() + ".xml");
    return Files.exists(pom)
        ? "mvn -q -f %s dependency:copy-dependencies".formatted(pom)
        : "mvn package";
  }

  private static JvmSpec spec(Program program, int port, Installation installation, Path log) {
    TemporaryFolder temporary = program.temporary(log);
    List<String> options = new ArrayList<>(program.jvmOptions.apply(port));
    options.addAll(List.of(temporary.jvmOption(), "-XX:+UseSerialGC"));
    List<String> arguments =
        new ArrayList<>(List.of(temporary.path().toString(), program.mainClass));
    arguments.addAll(program.arguments.apply(port));
    return new JvmSpec(
        program.title,
        SidecarMain.class.getName(),
        program.jars.resolve("*") + File.pathSeparator + installation.folder().resolve("classes"),
        program.heap,
        options,
        arguments,
        program.environment,
        log);
  }

  private static void awaitAnswer(ChildJvm process, URI endpoint, String operation)
      throws ProcessException {
    String name = process.name();
    HttpRequest question =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(5))
            .header("X-Amz-Target", operation)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/local")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline) {
        if (!process.isAlive()) {
          throw new ProcessException(
              name + " ended while starting: " + String.join(" | ", process.lastLogLines(3)));
        }
        try {
          client.send(question, BodyHandlers.discarding());
          return;
        } catch (ConnectException | HttpTimeoutException e) {
          // On a busy machine its first answer takes longer than any other.
          Thread.sleep(50);
        }
      }
    } catch (IOException e) {
      throw new ProcessException(name + " answers no HTTP: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessException("interrupted while " + name + " was starting", e);
    }
    throw new ProcessException(
        name + " did not answer within " + READY_WITHIN.toSeconds() + " s; see its log");
  }

  /** Where it answers. */
  public URI endpoint() {
    return endpoint;
  }

  /** The process behind it. */
  public ChildJvm process() {
    return process;
  }

  @Override
  public void close() {
    process.close(Duration.ofSeconds(2));
    temporary.delete();
  }
}
