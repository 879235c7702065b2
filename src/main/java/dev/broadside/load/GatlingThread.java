package dev.broadside.load;

import io.gatling.app.Gatling$;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gatling itself, which runs our simulation in this JVM, with its output in a log. */
final class GatlingThread {
  private GatlingThread() {}

  /** Starts it; a run that it does not bring to an outcome fails. */
  static Thread start(Run run, Path results, List<String> options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-s", BroadcastSimulation.class.getName(), "-rf", results.toString(), "-rd", ""));
    arguments.addAll(options);
    Thread thread =
        new Thread(
            () -> {
              try {
                redirectOutput(run.folder().logs().resolve("gatling.log"));
                Gatling$.MODULE$.fromArgs(arguments.toArray(String[]::new));
              } catch (IOException e) {
                run.outcome().completeExceptionally(e);
              } finally {
                run.outcome()
                    .completeExceptionally(
                        new LoadException("Gatling ended early; see logs/gatling.log"));
              }
            },
            "gatling");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void redirectOutput(Path log) throws IOException {
    Files.createDirectories(log.getParent());
    System.setOut(new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8));
  }
}
