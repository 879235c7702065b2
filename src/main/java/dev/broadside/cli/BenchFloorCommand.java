package dev.broadside.cli;

import dev.broadside.bench.Floor;
import dev.broadside.bench.Protocol;
import dev.broadside.bench.Stamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code broadside bench floor}: what does this machine allow? */
@Command(
    name = "floor",
    description =
        "Measures the floor under every fan-out: one event loop writes a frame to each socket, and"
            + " a bare client counts them.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  ./broadside bench floor                        5,000 connections, about 15 s",
      "  ./broadside bench floor --connections 18000 --json"
    })
final class BenchFloorCommand implements Callable<Integer> {
  private static final int MOST_CONNECTIONS = 100_000;
  private static final int MOST_ROUNDS = 1_000;

  /** A frame of API Gateway holds no more. */
  private static final int LONGEST_TEXT = 32 << 10;

  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(names = "--connections", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int connections = 5_000;

  @Option(
      names = "--payload",
      paramLabel = "N",
      description = "Characters of a message (default: ${DEFAULT-VALUE}).")
  private int payload = 128;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description = "Rounds that do not count (default: ${DEFAULT-VALUE}).")
  private int warmups = Protocol.USUAL.warmups();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds that count (default: ${DEFAULT-VALUE}).")
  private int rounds = Protocol.USUAL.rounds();

  @Option(
      names = "--broadcasts",
      paramLabel = "N",
      description = "Broadcasts of a round (default: ${DEFAULT-VALUE}).")
  private int broadcasts = Protocol.USUAL.broadcasts();

  @Option(names = "--json", description = "Prints the result as JSON.")
  private boolean json;

  @Option(names = "--debug", description = "Prints stack traces.")
  @SuppressWarnings("UnusedVariable") // Errors looks for it among the arguments.
  private boolean debug;

  @Override
  public Integer call() throws Exception {
    require("--connections", connections, 1, MOST_CONNECTIONS);
    require("--payload", payload, Stamp.DIGITS, LONGEST_TEXT);
    require("--warmup", warmups, 0, MOST_ROUNDS);
    require("--rounds", rounds, 1, MOST_ROUNDS);
    require("--broadcasts", broadcasts, 1, MOST_ROUNDS);
    Path logs = Files.createTempDirectory("broadside-floor");
    try {
      Floor floor =
          Floor.measure(
              new Floor.Settings(connections, payload, new Protocol(warmups, rounds, broadcasts)),
              logs);
      System.out.println(json ? floor.json() : floor.text());
    } finally {
      delete(logs);
    }
    return ExitCode.PASS;
  }

  private void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "%s takes a number from %d to %d, not %d".formatted(option, least, most, value));
    }
  }

  private static void delete(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : innermostFirst) {
        Files.delete(file);
      }
    }
  }
}
