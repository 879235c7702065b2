package dev.broadside.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.bench.jmh.BroadcastBench;
import dev.broadside.bench.jmh.BroadcastResult;
import dev.broadside.bench.jmh.BroadcastRow;
import dev.broadside.bench.jmh.Rows;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code broadside bench broadcast}: how long from the event to the last post? */
@Command(
    name = "broadcast",
    description = {
      "Measures how long each reference handler takes from its event to its last post, with its"
          + " lookup on DynamoDB Local, beside what the posts alone must take."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 measured, 2 the stub got other posts than it must, 1 nothing could",
      "be measured, 64 usage, 130 and 143 interrupted: the rows that are finished are",
      "kept, and the same command goes on from there.",
      "",
      "Examples:",
      "  ./broadside bench broadcast --quick     each handler, each lookup of a room: 9 rows",
      "  ./broadside bench broadcast             also larger tables, other fanouts: 23 rows"
    })
final class BenchBroadcastCommand implements Callable<Integer> {
  @Mixin private BenchOptions options = new BenchOptions();

  @Override
  public Integer call() throws Exception {
    List<BroadcastRow> rows = options.quick() ? BroadcastRow.quick() : BroadcastRow.full();
    BenchFolder folder = options.rows(BroadcastBench.NAME, rows.size());
    List<BroadcastResult> results =
        new BroadcastBench(folder.path(), options.depth(), BenchOptions::progress).run(rows);
    Path whole = folder.finish();
    System.out.println(
        options.json()
            ? new ObjectMapper().writeValueAsString(Rows.json(BroadcastBench.NAME, results))
            : BroadcastText.render(results));
    BenchOptions.progress("Results: " + whole);
    return results.stream().allMatch(BroadcastResult::asPredicted) ? ExitCode.PASS : ExitCode.FAIL;
  }
}
