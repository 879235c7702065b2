package dev.broadside.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.aws.PriceException;
import dev.broadside.aws.PriceLists;
import dev.broadside.aws.Prices;
import dev.broadside.bench.jmh.LookupBench;
import dev.broadside.bench.jmh.LookupResult;
import dev.broadside.bench.jmh.LookupRow;
import dev.broadside.bench.jmh.Rows;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code broadside bench lookup}: what does it take to find the connections of a room? */
@Command(
    name = "lookup",
    description = {
      "Measures how long each lookup takes on DynamoDB Local and counts what it takes: requests,"
          + " pages, items, read units. The counts must be those of AWS's arithmetic."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 measured, 2 a lookup took other than the arithmetic says,",
      "1 nothing could be measured, 64 usage, 130 and 143 interrupted: the rows that",
      "are finished are kept, and the same command goes on from there.",
      "",
      "Examples:",
      "  ./broadside bench lookup --quick        1,000 to 100,000 connections",
      "  ./broadside bench lookup                also rooms, item sizes, projections",
      "  ./broadside bench lookup --quick --dynamodb aws     on tables of its own in your account"
    })
final class BenchLookupCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchOptions options = new BenchOptions();

  @Mixin private OwnTablesOptions own = new OwnTablesOptions();

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "Prices in YAML, instead of the bundled ones of us-east-1.")
  private @Nullable Path prices;

  @Override
  public Integer call() throws Exception {
    Prices paid = prices();
    List<LookupRow> rows = options.quick() ? LookupRow.quick() : LookupRow.full();
    if (own.isGiven()) {
      return elsewhere(new LookupElsewhere(options, own, paid), rows, paid);
    }
    BenchFolder folder = options.rows(LookupBench.NAME, rows.size());
    List<LookupResult> results =
        new LookupBench(folder.path(), options.depth(), BenchOptions::progress).run(rows);
    return tell(results, folder.finish(), paid, LookupText.LOCAL);
  }

  private int elsewhere(LookupElsewhere elsewhere, List<LookupRow> rows, Prices paid)
      throws Exception {
    if (own.removeLeft()) {
      return elsewhere.removeLeft();
    }
    Optional<LookupElsewhere.Measured> measured = elsewhere.measure(rows);
    return measured.isEmpty()
        ? ExitCode.USAGE
        : tell(
            measured.get().results(),
            measured.get().folder(),
            paid,
            "Times are those of DynamoDB at %s, seen from here".formatted(own.place().place()));
  }

  private int tell(List<LookupResult> results, Path folder, Prices paid, String whose)
      throws JsonProcessingException {
    System.out.println(
        options.json()
            ? new ObjectMapper().writeValueAsString(Rows.json(LookupBench.NAME, results))
            : LookupText.render(results, paid, whose));
    BenchOptions.progress("Results: " + folder);
    return results.stream().allMatch(LookupResult::asPredicted) ? ExitCode.PASS : ExitCode.FAIL;
  }

  private Prices prices() {
    try {
      return prices == null ? PriceLists.bundled() : PriceLists.read(prices);
    } catch (PriceException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }
}
