package dev.broadside.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.bench.jmh.BroadcastBench;
import dev.broadside.bench.jmh.FanoutBench;
import dev.broadside.bench.jmh.LookupBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code broadside bench overlap}: does a benchmark say the same twice? */
@Command(
    name = "overlap",
    description = {
      "Compares two folders of the same benchmark, row by row: in how many do the 99%% intervals"
          + " of the time overlap?"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 in at least 95%% of the rows, 2 in fewer, 64 usage, also where the",
      "folders have other rows.",
      "",
      "Examples:",
      "  ./broadside bench overlap reports/bench-lookup-20261121T100000Z reports/bench-lookup-20261121T110000Z"
    })
final class BenchOverlapCommand implements Callable<Integer> {
  private static final List<String> NAMES =
      List.of(LookupBench.NAME, FanoutBench.NAME, BroadcastBench.NAME);
  private static final List<String> ASPECTS = List.of("mode", "code", "environment");
  private static final double ENOUGH = 0.95;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "DIR", description = "A folder of bench.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "DIR", description = "Another of the same benchmark.")
  private Path second = Path.of("");

  @Option(names = "--json", description = "Prints the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    String name = name(first);
    JsonNode about = about(first);
    JsonNode other = about(second);
    String kind = about.path("benchmark").asText(name);
    String otherKind = other.path("benchmark").asText(name(second));
    if (!kind.equals(otherKind)) {
      throw wrong("%s is of %s, and %s of %s".formatted(first, kind, second, otherKind));
    }
    if (Files.isSameFile(first, second)) {
      throw wrong("%s and %s are the same folder: name two runs".formatted(first, second));
    }
    List<Pair> pairs = pairs(name);
    List<String> differ =
        ASPECTS.stream().filter(one -> !about.path(one).equals(other.path(one))).toList();
    List<Pair> apart = pairs.stream().filter(pair -> !pair.overlaps()).toList();
    double share = 1 - (double) apart.size() / pairs.size();
    System.out.println(
        json
            ? JSON.writeValueAsString(
                Map.of(
                    "schema",
                    "broadside/overlap/1",
                    "rows",
                    pairs.size(),
                    "share",
                    share,
                    "halfWidth",
                    halfWidth(pairs),
                    "differ",
                    differ,
                    "apart",
                    apart.stream().map(Pair::row).toList()))
            : text(pairs, apart, differ));
    return share >= ENOUGH ? ExitCode.PASS : ExitCode.FAIL;
  }

  /**
   * A row that both have.
   *
   * @param row what was varied
   */
  private record Pair(JsonNode row, JsonNode first, JsonNode second) {
    /** How far the wider interval reaches from its mean, as a share of it. */
    double halfWidth() {
      return Math.max(halfWidth(first), halfWidth(second));
    }

    private static double halfWidth(JsonNode millis) {
      return (millis.path("high").asDouble() / millis.path("mean").asDouble()) - 1;
    }

    boolean overlaps() {
      return first.path("low").asDouble() <= second.path("high").asDouble()
          && second.path("low").asDouble() <= first.path("high").asDouble();
    }
  }

  /** The median: wide intervals overlap whatever was measured. */
  private static double halfWidth(List<Pair> pairs) {
    return pairs.stream().mapToDouble(Pair::halfWidth).sorted().toArray()[pairs.size() / 2];
  }

  private static String text(List<Pair> pairs, List<Pair> apart, List<String> differ) {
    StringBuilder text = new StringBuilder();
    int overlap = pairs.size() - apart.size();
    for (Pair pair : apart) {
      text.append(
          "apart: %s and %s ms: %s%n"
              .formatted(interval(pair.first), interval(pair.second), pair.row));
    }
    return text
        + String.format(
            Locale.ROOT,
            "The 99%% intervals of %d of %d rows overlap (%.0f%%; at least 95%% should). Half of them reach ±%.0f%% or further.%s",
            overlap,
            pairs.size(),
            100.0 * overlap / pairs.size(),
            100 * halfWidth(pairs),
            differ.isEmpty() ? "" : " The runs differ in " + String.join(", ", differ) + ".");
  }

  private static String interval(JsonNode millis) {
    return String.format(
        Locale.ROOT,
        "%,.2f to %,.2f",
        millis.path("low").asDouble(),
        millis.path("high").asDouble());
  }

  /** All rows of both: what one of them lacks is no agreement. */
  private List<Pair> pairs(String name) throws IOException {
    JsonNode all = rows(first, name);
    JsonNode others = rows(second, name);
    List<Pair> pairs = new ArrayList<>();
    for (JsonNode one : all) {
      for (JsonNode other : others) {
        if (one.path("row").equals(other.path("row"))) {
          pairs.add(new Pair(one.path("row"), one.path("millis"), other.path("millis")));
        }
      }
    }
    if (pairs.isEmpty() || pairs.size() < all.size() || pairs.size() < others.size()) {
      throw wrong(
          "%s has %d rows and %s %d, of which both have %d: compare two runs of one mode that have ended"
              .formatted(first, all.size(), second, others.size(), pairs.size()));
    }
    return pairs;
  }

  /** What the folder is of; nothing where it does not say. */
  private static JsonNode about(Path folder) throws IOException {
    Path file = folder.resolve("bench.json");
    return Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode();
  }

  private static JsonNode rows(Path folder, String name) throws IOException {
    return JSON.readTree(folder.resolve(name + ".json").toFile()).path("rows");
  }

  private String name(Path folder) {
    return NAMES.stream()
        .filter(name -> Files.exists(folder.resolve(name + ".json")))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    "%s has none of lookup.json, fanout.json and broadcast.json: name a folder of bench"
                        .formatted(folder)));
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
