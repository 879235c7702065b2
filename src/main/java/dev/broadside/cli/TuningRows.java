package dev.broadside.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.bench.jmh.FanoutBench;
import dev.broadside.bench.jmh.FanoutResult;
import dev.broadside.bench.jmh.FanoutRow;
import dev.broadside.bench.jmh.LookupBench;
import dev.broadside.bench.jmh.LookupResult;
import dev.broadside.bench.jmh.LookupRow;
import dev.broadside.bench.jmh.Rows;
import dev.broadside.measure.Environment;
import dev.broadside.process.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.util.VersionInfo;

/**
 * The rows that a tuning rests on, found under the reports or measured now.
 *
 * @param provenance where they and the page come from
 */
record TuningRows(
    List<LookupResult> lookups,
    List<FanoutResult> fanouts,
    Map<String, @Nullable Object> provenance) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nothing is measured. */
  static TuningRows none() {
    Map<String, @Nullable Object> facts = facts();
    facts.put("rows", "none: --no-measure");
    return new TuningRows(List.of(), List.of(), facts);
  }

  /**
   * What is there, and the rest measured.
   *
   * @param any whether rows of other code, mode or machine will do
   */
  static TuningRows measured(BenchOptions options, boolean any) throws Exception {
    Path lookups = lookups(options, any);
    Path fanouts = fanouts(options, any);
    Map<String, @Nullable Object> facts = facts();
    facts.put("sdk", "AWS SDK for Java " + VersionInfo.SDK_VERSION);
    facts.put("retries", "none in benchmarks: lookups and posts are made once");
    facts.put("lookup rows", about(lookups));
    facts.put("fanout rows", about(fanouts));
    return new TuningRows(
        Rows.in(lookups, LookupBench.NAME, LookupResult.class).all(),
        Rows.in(fanouts, FanoutBench.NAME, FanoutResult.class).all(),
        facts);
  }

  private static Path lookups(BenchOptions options, boolean any) throws Exception {
    Optional<Path> there = there(LookupBench.NAME, options, any);
    if (there.isPresent()) {
      return there.get();
    }
    List<LookupRow> rows = options.quick() ? LookupRow.quick() : LookupRow.full();
    BenchFolder folder = options.rows(LookupBench.NAME, rows.size());
    new LookupBench(folder.path(), options.depth(), BenchOptions::progress).run(rows);
    return folder.finish();
  }

  private static Path fanouts(BenchOptions options, boolean any) throws Exception {
    Optional<Path> there = there(FanoutBench.NAME, options, any);
    if (there.isPresent()) {
      return there.get();
    }
    List<FanoutRow> rows = options.quick() ? FanoutRow.quick() : FanoutRow.full();
    BenchFolder folder = options.rows(FanoutBench.NAME, rows.size());
    new FanoutBench(folder.path(), options.depth(), BenchOptions::progress).run(rows);
    return folder.finish();
  }

  private static Optional<Path> there(String benchmark, BenchOptions options, boolean any)
      throws IOException {
    Optional<Path> there =
        BenchFolder.finished(
            options.reports(), benchmark, any ? Optional.empty() : Optional.of(options.mode()));
    there.ifPresent(folder -> BenchOptions.progress("Using the rows in " + folder));
    return there;
  }

  /** What their folder says of the rows: they may be of another machine than the page. */
  private static String about(Path folder) throws IOException {
    JsonNode said = JSON.readTree(folder.resolve("bench.json").toFile());
    JsonNode machine = said.path("environment");
    return "%s: %s, code %s, %s, %s processors, %s"
        .formatted(
            folder.getFileName(),
            said.path("mode").asText(),
            said.path("code").asText(),
            machine.path("cpuModel").asText("unknown processor"),
            machine.path("processors").asText("?"),
            machine.path("java").asText("unknown JVM"));
  }

  private static Map<String, @Nullable Object> facts() {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("commit", Commit.of(Installation.current().folder()));
    facts.putAll(Environment.current());
    return facts;
  }
}
