package dev.broadside.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.bench.jmh.FanoutBench;
import dev.broadside.bench.jmh.FanoutResult;
import dev.broadside.bench.jmh.FanoutRow;
import dev.broadside.bench.jmh.Rows;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code broadside bench fanout}: how long until the last one has it, and what does a post cost?
 */
@Command(
    name = "fanout",
    description = {
      "Measures how long each fanout takes to post to all receivers of a broadcast, beside the law"
          + " that none can beat: ceil(posts / in flight) times what the stub takes for a post."
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
      "  ./broadside bench fanout --quick        each fanout, in flight, delay: 12 rows",
      "  ./broadside bench fanout                also audiences, gone and throttled: 37 rows"
    })
final class BenchFanoutCommand implements Callable<Integer> {
  @Mixin private BenchOptions options = new BenchOptions();

  @Override
  public Integer call() throws Exception {
    List<FanoutRow> rows = options.quick() ? FanoutRow.quick() : FanoutRow.full();
    BenchFolder folder = options.rows(FanoutBench.NAME, rows.size());
    List<FanoutResult> results =
        new FanoutBench(folder.path(), options.depth(), BenchOptions::progress).run(rows);
    Path whole = folder.finish();
    System.out.println(
        options.json()
            ? new ObjectMapper().writeValueAsString(Rows.json(FanoutBench.NAME, results))
            : FanoutText.render(results));
    BenchOptions.progress("Results: " + whole);
    return results.stream().allMatch(FanoutResult::asPredicted) ? ExitCode.PASS : ExitCode.FAIL;
  }
}
