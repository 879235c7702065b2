package dev.broadside.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.bench.jmh.BroadcastBench;
import dev.broadside.bench.jmh.FanoutBench;
import dev.broadside.bench.jmh.LookupBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
      "Compares two folders of the same benchmark, row by row: in how many do the 99% intervals"
          + " of the time overlap?"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 in at least 95% of the rows, 2 in fewer, 64 usage.",
      "",
      "Examples:",
      "  ./broadside bench overlap reports/bench-lookup-20261121T100000Z reports/bench-lookup-20261121T110000Z"
    })
final class BenchOverlapCommand implements Callable<Integer> {
  private static final List<String> NAMES =
      List.of(LookupBench.NAME, FanoutBench.NAME, BroadcastBench.NAME);
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
    if (!name.equals(name(second))) {
      throw wrong("%s is of %s, and %s of %s".formatted(first, name, second, name(second)));
    }
    Map<JsonNode, JsonNode> others = rows(second, name);
    Map<JsonNode, JsonNode> rows = rows(first, name);
    rows.keySet().retainAll(others.keySet());
    if (rows.isEmpty()) {
      throw wrong("%s and %s have no row in common".formatted(first, second));
    }
    List<JsonNode> apart =
        rows.keySet().stream().filter(row -> !overlap(rows.get(row), others.get(row))).toList();
    double share = 1 - (double) apart.size() / rows.size();
    System.out.println(
        json
            ? JSON.writeValueAsString(
                Map.of(
                    "schema",
                    "broadside/overlap/1",
                    "rows",
                    rows.size(),
                    "share",
                    share,
                    "apart",
                    apart))
            : text(rows, others, apart, share));
    return share >= ENOUGH ? ExitCode.PASS : ExitCode.FAIL;
  }

  private static String text(
      Map<JsonNode, JsonNode> rows,
      Map<JsonNode, JsonNode> others,
      List<JsonNode> apart,
      double share) {
    StringBuilder text = new StringBuilder();
    for (JsonNode row : apart) {
      text.append(
          "apart: %s and %s ms: %s%n"
              .formatted(interval(rows.get(row)), interval(others.get(row)), row));
    }
    return text
        + String.format(
            Locale.ROOT,
            "The 99%% intervals of %d of %d rows overlap (%.0f%%; at least 95%% should).",
            rows.size() - apart.size(),
            rows.size(),
            share * 100);
  }

  private static String interval(JsonNode millis) {
    return String.format(
        Locale.ROOT,
        "%,.2f to %,.2f",
        millis.path("low").asDouble(),
        millis.path("high").asDouble());
  }

  private static boolean overlap(JsonNode one, JsonNode other) {
    return one.path("low").asDouble() <= other.path("high").asDouble()
        && other.path("low").asDouble() <= one.path("high").asDouble();
  }

  /** The time of each row by what was varied. */
  private static Map<JsonNode, JsonNode> rows(Path folder, String name) throws IOException {
    Map<JsonNode, JsonNode> rows = new LinkedHashMap<>();
    for (JsonNode row : JSON.readTree(folder.resolve(name + ".json").toFile()).path("rows")) {
      rows.put(row.path("row"), row.path("millis"));
    }
    return rows;
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
