package dev.broadside.bench.jmh;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.broadside.process.ProcessException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * Runs {@link LookupBenchmark} row by row, each in a table of its own behind one stage. Beside
 * JMH's results, {@code lookup.json} (schema {@code broadside/lookup/1}) says of each finished row
 * what a lookup took and what it must take.
 */
public final class LookupBench {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;
  private final Depth depth;
  private final Consumer<String> progress;
  private final List<LookupResult> results = new ArrayList<>();

  /**
   * Nothing is started yet.
   *
   * @param folder where results go, with a folder {@code logs} in it
   * @param progress is told a sentence when something begins
   */
  public LookupBench(Path folder, Depth depth, Consumer<String> progress) {
    this.folder = folder;
    this.depth = depth;
    this.progress = progress;
  }

  /** Measures the rows. */
  public List<LookupResult> run(List<LookupRow> rows)
      throws IOException, ProcessException, InterruptedException {
    JmhRun jmh = new JmhRun(folder, depth);
    try (CountingStage stage = CountingStage.start(folder.resolve("logs"));
        LookupTables tables = new LookupTables(stage.endpoint())) {
      for (LookupRow row : rows) {
        progress.accept("row %d of %d: %s".formatted(results.size() + 1, rows.size(), row));
        row.make(tables);
        RunResult result = jmh.run(options(jmh, row, stage.endpoint()));
        results.add(LookupResult.of(row, result));
        JSON.writeValue(folder.resolve("lookup.json").toFile(), json(results));
      }
    }
    return results;
  }

  private static ChainedOptionsBuilder options(JmhRun jmh, LookupRow row, URI endpoint) {
    TableShape table = row.table();
    return jmh.options(
            LookupBenchmark.class, "ids", "-D" + LookupBenchmark.ENDPOINT + "=" + endpoint)
        .param("lookup", row.lookup())
        .param("connections", "" + table.connections())
        .param("room", "" + table.room())
        .param("itemBytes", "" + table.itemBytes())
        .param("projection", table.projection().name());
  }

  /** What {@code lookup.json} says. */
  public static Map<String, Object> json(List<LookupResult> results) {
    return Map.of(
        "schema", "broadside/lookup/1", "rows", results.stream().map(LookupResult::json).toList());
  }
}
