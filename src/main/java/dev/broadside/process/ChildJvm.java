package dev.broadside.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that this process started. It ends when this process ends, and when it is closed: first by
 * the end of its standard input, then, if it does not listen, by force.
 *
 * <p>Lines of its standard output are handed to a consumer on a thread of their own, in order.
 */
public final class ChildJvm implements AutoCloseable {
  private static final int LAST_LINES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final JvmSpec spec;
  private final Process process;
  private final BufferedWriter commands;
  private @Nullable Thread reader;

  private ChildJvm(JvmSpec spec, Process process) {
    this.spec = spec;
    this.process = process;
    this.commands =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a child whose standard output is a protocol: each line goes to {@code lines}. */
  public static ChildJvm start(JvmSpec spec, Consumer<String> lines) throws ProcessException {
    ChildJvm child = new ChildJvm(spec, launch(spec, Redirect.PIPE));
    Thread reader = new Thread(() -> child.readTo(lines), spec.name() + "-output");
    reader.setDaemon(true);
    child.reader = reader;
    reader.start();
    return child;
  }

  /** Starts a child whose standard output is only a log. */
  public static ChildJvm startLogging(JvmSpec spec) throws ProcessException {
    return new ChildJvm(spec, launch(spec, Redirect.appendTo(spec.log().toFile())));
  }

  private static Process launch(JvmSpec spec, Redirect output) throws ProcessException {
    try {
      ProcessBuilder builder = new ProcessBuilder(spec.command());
      builder.environment().putAll(spec.environment());
      builder.redirectOutput(output);
      builder.redirectError(Redirect.appendTo(spec.log().toFile()));
      return builder.start();
    } catch (IOException e) {
      throw new ProcessException("the " + spec.name() + " did not start: " + e.getMessage(), e);
    }
  }

  private void readTo(Consumer<String> lines) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(line);
      }
    } catch (IOException e) {
      // The pipe broke because the child is gone; onExit says so.
      System.getLogger(ChildJvm.class.getName())
          .log(System.Logger.Level.DEBUG, spec.name() + " output ended", e);
    }
  }

  /** Sends one command. A child that is gone cannot hear it; {@link #onExit} reports that. */
  public synchronized void send(String command) {
    try {
      commands.write(command);
      commands.newLine();
      commands.flush();
    } catch (IOException e) {
      System.getLogger(ChildJvm.class.getName())
          .log(System.Logger.Level.DEBUG, spec.name() + " is gone", e);
    }
  }

  /** What messages call it. */
  public String name() {
    return spec.name();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** The processes that it started, and those that these started. */
  public List<ProcessHandle> below() {
    return process.descendants().toList();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with its exit code when it ends, however it ends. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Waits until the last line of an ended child was handed over. */
  public void awaitOutput() {
    Thread current = reader;
    try {
      if (current != null) {
        current.join(PATIENCE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An exit code and what was logged last, in brackets where it was anything. */
  public String describeEnd(int exitCode) {
    String last =
        String.join(" | ", lastLogLines(LAST_LINES).stream().filter(l -> !l.isBlank()).toList());
    return "exit code " + exitCode + (last.isEmpty() ? "" : " (" + last + ")");
  }

  /** The last lines of its log, for a message that says why it ended. */
  public List<String> lastLogLines(int count) {
    try {
      List<String> lines = Files.readAllLines(spec.log(), StandardCharsets.UTF_8);
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Ends it: by the end of its input, and by force where that is not enough. */
  @Override
  public void close() {
    close(PATIENCE);
  }

  /** Ends it, with force after {@code patience}. */
  public void close(Duration patience) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // Already gone: nothing is left to tell it.
      System.getLogger(ChildJvm.class.getName())
          .log(System.Logger.Level.DEBUG, spec.name() + " was gone", e);
    }
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
