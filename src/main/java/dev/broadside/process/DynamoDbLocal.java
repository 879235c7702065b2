package dev.broadside.process;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Amazon DynamoDB Local in a process of its own: one database in memory ({@code -sharedDb}),
 * telemetry off, on a free loopback port, answering when the constructor's caller gets it.
 */
public final class DynamoDbLocal implements AutoCloseable {
  private static final String NAME = "dynamodb-local";
  private static final String MAIN = "com.amazonaws.services.dynamodbv2.local.main.ServerRunner";
  private static final Duration READY_WITHIN = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 3;

  private final ChildJvm process;
  private final URI endpoint;
  private final TemporaryFolder temporary;

  private DynamoDbLocal(ChildJvm process, URI endpoint, TemporaryFolder temporary) {
    this.process = process;
    this.endpoint = endpoint;
    this.temporary = temporary;
  }

  /** Starts it and waits until it answers. A port that somebody took meanwhile is tried again. */
  public static DynamoDbLocal start(Installation installation, Path log) throws ProcessException {
    Path jars = installation.sidecar(NAME);
    if (!Files.isDirectory(jars)) {
      throw new ProcessException(
          "DynamoDB Local is not in " + jars + ": run 'mvn package' once, which fetches it");
    }
    TemporaryFolder temporary = new TemporaryFolder(log.resolveSibling("dynamodb-local.tmp"));
    ProcessException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = Ports.free();
      ChildJvm process = ChildJvm.startLogging(spec(installation, port, temporary, log));
      try {
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        awaitAnswer(process, endpoint);
        return new DynamoDbLocal(process, endpoint, temporary);
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

  private static JvmSpec spec(
      Installation installation, int port, TemporaryFolder temporary, Path log) {
    Path jars = installation.sidecar(NAME);
    String classPath =
        jars.resolve("*") + File.pathSeparator + installation.folder().resolve("classes");
    return new JvmSpec(
        "DynamoDB Local",
        SidecarMain.class.getName(),
        classPath,
        "384m",
        List.of("-Djava.library.path=" + jars, temporary.jvmOption(), "-XX:+UseSerialGC"),
        List.of(
            temporary.path().toString(),
            MAIN,
            "-inMemory",
            "-sharedDb",
            "-disableTelemetry",
            "-port",
            "" + port),
        Map.of("DDB_LOCAL_TELEMETRY", "0"),
        log);
  }

  private static void awaitAnswer(ChildJvm process, URI endpoint) throws ProcessException {
    HttpRequest listTables =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(5))
            .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header(
                "Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline) {
        if (!process.isAlive()) {
          throw new ProcessException(
              "DynamoDB Local ended while starting: "
                  + String.join(" | ", process.lastLogLines(3)));
        }
        try {
          client.send(listTables, BodyHandlers.discarding());
          return;
        } catch (ConnectException e) {
          Thread.sleep(50);
        }
      }
    } catch (IOException e) {
      throw new ProcessException("DynamoDB Local answers no HTTP: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessException("interrupted while DynamoDB Local was starting", e);
    }
    throw new ProcessException(
        "DynamoDB Local did not answer within " + READY_WITHIN.toSeconds() + " s; see its log");
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
