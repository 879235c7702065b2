package dev.broadside.gate;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands that are not ours, one at a time: git, builds, benchmarks. What they say goes to a
 * log, and {@link #stop}, from another thread, ends the one that runs with all that it started.
 */
final class Shell {
  /** What a shell says of SIGINT and SIGTERM. */
  private static final Set<Integer> INTERRUPTED = Set.of(130, 143);

  private final Path log;
  private final Duration longest;
  private @Nullable Process running;
  private boolean stopped;

  /**
   * A shell whose commands append to {@code log}.
   *
   * @param longest how long one command may take
   */
  Shell(Path log, Duration longest) {
    this.log = log;
    this.longest = longest;
  }

  Path log() {
    return log;
  }

  /** How a command ended, and what it printed on standard output. */
  record End(int exitCode, String output) {}

  /** Runs it to its end. */
  End run(Path folder, List<String> command) throws GateException, InterruptedException {
    Path output = log.resolveSibling(log.getFileName() + ".out");
    try {
      note(folder, command);
      Process process = start(folder, command, output);
      boolean ended = process.waitFor(longest.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        kill(process);
      }
      throwIfStopped();
      if (ended && INTERRUPTED.contains(process.exitValue())) {
        // A Ctrl-C reaches the whole process group, and may end a child before it reaches us.
        throw new InterruptedException("a signal ended " + command.getFirst());
      }
      if (!ended) {
        throw new GateException(
            "'%s' took longer than %s s: shorten it, or give --budget more; its log is %s"
                .formatted(command.getLast(), longest.toSeconds(), log));
      }
      return new End(process.exitValue(), Files.readString(output));
    } catch (IOException e) {
      throw new GateException(
          "'%s' cannot be run in %s (%s): check that it is installed"
              .formatted(command.getFirst(), folder, e.getMessage()),
          e);
    } finally {
      keep(output);
    }
  }

  /** Runs a line of a POSIX shell, with {@code arguments} after its last word. */
  End line(Path folder, String line, List<String> arguments)
      throws GateException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", line + " \"$@\"", "gate"));
    command.addAll(arguments);
    return run(folder, command);
  }

  private void note(Path folder, List<String> command) throws IOException {
    String line = "\n[" + folder.getFileName() + "] " + String.join(" ", command) + "\n";
    Files.writeString(log, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private synchronized Process start(Path folder, List<String> command, Path output)
      throws IOException, InterruptedException {
    throwIfStopped();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .redirectError(Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    running = process;
    return process;
  }

  /** What it printed belongs to the log as well. */
  private void keep(Path output) throws GateException {
    try {
      if (Files.exists(output)) {
        Files.write(
            log, Files.readAllBytes(output), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new GateException(log + " cannot be written (" + e + "): make room for it", e);
    }
  }

  private synchronized void throwIfStopped() throws InterruptedException {
    if (stopped) {
      throw new InterruptedException("stopped");
    }
  }

  /** Ends what runs, and runs nothing more. */
  synchronized void stop() {
    stopped = true;
    if (running != null) {
      kill(running);
    }
  }

  private static void kill(Process process) {
    List<ProcessHandle> below = process.descendants().toList();
    process.destroy();
    below.forEach(ProcessHandle::destroy);
  }

  /** The last line of the log that says something, which no frame of a stack trace does. */
  String lastLine() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("at "))
          .reduce("", (before, line) -> line)
          .strip();
    } catch (IOException e) {
      return "no log";
    }
  }
}
