package dev.broadside.bench.jmh;

import dev.broadside.cloud.CloudException;
import dev.broadside.process.ProcessException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * Runs {@link LookupBenchmark} row by row behind one stage, each table filled once. What reads ten
 * pages or more takes longer than an iteration, and is measured once a fork, after one that does
 * not count. Beside JMH's results, {@code lookup.json} (schema {@code broadside/lookup/1}) says of
 * each finished row what a lookup took and what it must take.
 */
public final class LookupBench {
  /** What its rows' file is called. */
  public static final String NAME = "lookup";

  private final Path folder;
  private final Depth depth;
  private final Consumer<String> progress;

  /**
   * Nothing is started yet.
   *
   * @param folder where results go, with a folder {@code logs} in it; what it has is kept
   * @param progress is told a sentence when something begins
   */
  public LookupBench(Path folder, Depth depth, Consumer<String> progress) {
    this.folder = folder;
    this.depth = depth;
    this.progress = progress;
  }

  /** Measures the rows that the folder has not. */
  public List<LookupResult> run(List<LookupRow> rows)
      throws IOException, ProcessException, CloudException, InterruptedException {
    try (CountingStage stage = CountingStage.start(folder.resolve("logs"));
        LookupTables tables = new LookupTables(stage.endpoint())) {
      return run(rows, tables, "-D" + LookupBenchmark.ENDPOINT + "=" + stage.endpoint());
    }
  }

  /**
   * The same on tables of its own in a DynamoDB that somebody named; what a lookup takes, that
   * DynamoDB says. They are the caller's to remove.
   */
  public List<LookupResult> run(List<LookupRow> rows, OwnTables tables)
      throws IOException, ProcessException, CloudException, InterruptedException {
    return run(
        rows,
        tables,
        "-D" + LookupPlace.WHERE + "=" + tables.at().word(),
        "-D" + LookupPlace.PREFIX + "=" + tables.prefix());
  }

  private List<LookupResult> run(
      List<LookupRow> rows, ConnectionTables tables, String... jvmOptions)
      throws IOException, ProcessException, CloudException, InterruptedException {
    Rows<LookupResult> finished = Rows.in(folder, NAME, LookupResult.class);
    JmhRun jmh = new JmhRun(folder, depth);
    Plan<LookupRow> plan = new Plan<>(rows, progress);
    for (LookupRow row : plan.without(done -> finished.find(LookupResult::row, done))) {
      row.make(tables);
      List<Long> segments = row.isSegmented() ? tables.segments(row.table()) : null;
      RunResult measured = jmh.run(options(jmh, row, jvmOptions));
      finished.add(LookupResult.of(row, measured, segments));
    }
    return rows.stream().flatMap(row -> finished.find(LookupResult::row, row).stream()).toList();
  }

  private static ChainedOptionsBuilder options(JmhRun jmh, LookupRow row, String... jvmOptions) {
    TableShape table = row.table();
    ChainedOptionsBuilder options = jmh.options(LookupBenchmark.class, "ids", jvmOptions);
    if (row.isLong()) {
      options.warmupIterations(1).measurementIterations(1);
    }
    return options
        .param("lookup", row.lookup())
        .param("connections", "" + table.connections())
        .param("room", "" + table.room())
        .param("itemBytes", "" + table.itemBytes())
        .param("projection", table.projection().name());
  }
}
