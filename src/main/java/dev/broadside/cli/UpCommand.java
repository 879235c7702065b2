package dev.broadside.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.process.ProcessException;
import dev.broadside.process.Signals;
import dev.broadside.process.TemporaryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code broadside up}: give me a stage to develop against. */
@Command(
    name = "up",
    description = "Runs a local stage until Ctrl-C, and prints how to use it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "SIGHUP reads the template again and starts the functions anew: the port and",
      "the connections stay. What functions log goes to standard error.",
      "",
      "Exit codes: 0 ended by Ctrl-C or SIGTERM, 1 the stage did not start or broke,",
      "64 a bad template or usage, 130 and 143 interrupted before it was ready.",
      "",
      "Examples:",
      "  ./broadside up",
      "  ./broadside up --template chat.yaml --code target/classes --port 3001",
      "  ./broadside up --template chat.yaml --function Send=http://127.0.0.1:9000"
    })
final class UpCommand implements Callable<Integer> {
  private static final int HANGUP = 1;

  @Mixin private StageOptions options = new StageOptions();

  /** Options of the stage that help does not show; it refuses what it does not know. */
  @Unmatched private List<String> others = new ArrayList<>();

  @Option(
      names = "--logs",
      paramLabel = "DIR",
      description = "Keeps the logs there (default: a temporary folder).")
  private @Nullable Path logs;

  @Option(names = "--json", description = "Prints one JSON object on standard output instead.")
  private boolean json;

  @Option(names = "--debug", description = "Prints stack traces.")
  @SuppressWarnings("UnusedVariable") // Errors looks for it among the arguments.
  private boolean debug;

  @Spec private CommandSpec spec = CommandSpec.create();

  private boolean ready;
  private String lastSentence = "";

  @Override
  public Integer call() throws ProcessException, IOException, InterruptedException {
    Path folder = folder();
    try (FollowedLogs followed = new FollowedLogs(folder, System.err).start();
        StageChild stage = new StageChild(options.toArguments(others), folder)) {
      Signals.onInterrupt(number -> stage.tell(new StageChild.Event.Interrupted(number)));
      Signals.onHangup(() -> stage.tell(new StageChild.Event.HungUp()));
      return follow(stage, folder);
    } finally {
      if (logs == null) {
        new TemporaryFolder(folder).delete();
      }
    }
  }

  private Path folder() throws ProcessException {
    Path chosen = logs;
    try {
      return chosen == null
          ? Files.createTempDirectory("broadside-up")
          : Files.createDirectories(chosen).toAbsolutePath();
    } catch (IOException e) {
      throw new ProcessException(
          "no logs can be written (%s): name a folder with --logs".formatted(e), e);
    }
  }

  /** Reacts to what happens until something ends it. */
  private int follow(StageChild stage, Path folder) throws InterruptedException {
    while (true) {
      switch (stage.next()) {
        case StageChild.Event.Said(String what, JsonNode value) -> said(what, value, folder);
        case StageChild.Event.Ended(int code, String how) -> {
          return broken(code, how);
        }
        case StageChild.Event.Interrupted(int signal) -> {
          return ready ? ExitCode.PASS : ExitCode.SIGNAL + signal;
        }
        case StageChild.Event.HungUp hungUp -> {
          if (terminalIsGone()) {
            return ExitCode.SIGNAL + HANGUP;
          }
          stage.reload();
        }
      }
    }
  }

  private void said(String what, JsonNode value, Path folder) {
    switch (what) {
      case "ready" -> {
        ready = true;
        PrintWriter out = spec.commandLine().getOut();
        long self = ProcessHandle.current().pid();
        out.println(json ? value.toString() : new UpText(value, folder, self).toString());
        out.flush();
      }
      case "reloaded" -> System.err.println("broadside: reloaded; connections stay as they are");
      case "refused" ->
          System.err.println("broadside: not reloaded, so all stays as it was: " + value.asText());
      case "error" -> lastSentence = value.asText();
      default -> {
        // The answer to a command that nobody gives here.
      }
    }
  }

  /** Closing a terminal's window sends the same signal, and then there is nobody to serve. */
  private static boolean terminalIsGone() {
    System.err.println("broadside: reading the template again");
    return System.err.checkError();
  }

  private int broken(int code, String how) {
    String sentence = lastSentence.isEmpty() ? "the local stage ended with " + how : lastSentence;
    System.err.println("broadside: " + sentence);
    return code == ExitCode.USAGE ? ExitCode.USAGE : ExitCode.NOTHING_MEASURED;
  }
}
