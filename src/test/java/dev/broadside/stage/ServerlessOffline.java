package dev.broadside.stage;

import dev.broadside.bench.BareClient;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * serverless-offline with {@code src/test/serverless-offline/handler.js}, installed under {@code
 * target/} with the versions of its lock file.
 */
public final class ServerlessOffline implements AutoCloseable {
  private static final Path SOURCES = Path.of("src/test/serverless-offline");
  private static final Path HOME = Path.of("target/serverless-offline");
  private static final String COLLECTED = "live bytes: ";
  private static final long READY_SECONDS = 60;
  private static final long INSTALL_MINUTES = 5;

  private final Process process;
  private final int port;
  private final Path log;
  private int collections;

  private ServerlessOffline(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Whether {@code npm} and {@code node} can be called here. */
  public static boolean isPossible() throws InterruptedException {
    try {
      for (String tool : List.of("npm", "node")) {
        Process version =
            new ProcessBuilder(tool, "--version")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        if (version.waitFor() != 0) {
          return false;
        }
      }
      return true;
    } catch (IOException missing) {
      return false;
    }
  }

  /** Installs it where that was not done, starts it and waits for its port. */
  public static ServerlessOffline start(Path logs) throws IOException, InterruptedException {
    install(logs.resolve("npm.log"));
    int port = freePort();
    Path log = logs.resolve("serverless-offline.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                "node", "--expose-gc", "node_modules/serverless/bin/serverless.js", "offline")
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "WEBSOCKET_PORT", "" + port,
                "HTTP_PORT", "" + freePort(),
                "LAMBDA_PORT", "" + freePort(),
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "SLS_TELEMETRY_DISABLED", "1",
                "SLS_NOTIFICATIONS_MODE", "off"));
    ServerlessOffline offline = new ServerlessOffline(builder.start(), port, log);
    offline.awaitPort();
    return offline;
  }

  private static void install(Path log) throws IOException, InterruptedException {
    Files.createDirectories(HOME);
    boolean installed = Files.isDirectory(HOME.resolve("node_modules/serverless-offline"));
    for (String file :
        List.of("package.json", "package-lock.json", "serverless.yml", "handler.js")) {
      Path copy = HOME.resolve(file);
      if (file.startsWith("package")) {
        installed &= Files.exists(copy) && Files.mismatch(SOURCES.resolve(file), copy) < 0;
      }
      Files.copy(SOURCES.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
    }
    if (!installed) {
      Process npm =
          new ProcessBuilder("npm", "ci", "--legacy-peer-deps", "--no-audit", "--no-fund")
              .directory(HOME.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
        throw new IOException("npm ci failed: " + Files.readString(log));
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (System.nanoTime() < deadline && process.isAlive()) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        return;
      } catch (IOException notYet) {
        Thread.sleep(100);
      }
    }
    close();
    throw new AssertionError("serverless-offline was not ready within " + READY_SECONDS + " s");
  }

  /** What it holds after the collection that {@code client} asked its handler for. */
  MemoryInUse memory(BareClient client) throws IOException, InterruptedException {
    client.publish("{\"action\":\"collect\"}");
    long wanted = ++collections;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (System.nanoTime() < deadline) {
      Thread.sleep(50);
      List<String> said;
      try (var lines = Files.lines(log)) {
        said = lines.filter(line -> line.contains(COLLECTED)).toList();
      }
      if (said.size() == wanted) {
        String bytes = said.getLast().replaceAll(".*" + COLLECTED + "(\\d+).*", "$1");
        return new MemoryInUse(Long.parseLong(bytes), MemoryInUse.resident(pid()));
      }
    }
    throw new AssertionError("serverless-offline did not collect; see " + log);
  }

  /** Where its WebSocket API listens. */
  public int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
