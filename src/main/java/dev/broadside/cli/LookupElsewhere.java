package dev.broadside.cli;

import dev.broadside.aws.Prices;
import dev.broadside.aws.ProfileException;
import dev.broadside.aws.Profiles;
import dev.broadside.bench.jmh.LookupBench;
import dev.broadside.bench.jmh.LookupCost;
import dev.broadside.bench.jmh.LookupResult;
import dev.broadside.bench.jmh.LookupRow;
import dev.broadside.bench.jmh.OwnTables;
import dev.broadside.cloud.CloudException;
import dev.broadside.cloud.DynamoDbAt;
import dev.broadside.process.ProcessException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * {@code bench lookup} on tables of its own in a DynamoDB that somebody named. Whatever ends it,
 * but for a kill, removes them; those of killed ones are listed.
 */
record LookupElsewhere(BenchOptions options, OwnTablesOptions own, Prices prices) {
  /** Its folders are not those of {@code bench lookup}: its times are not this machine's. */
  private static final String BENCHMARK = "aws-lookup";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What was measured, and where; none where nobody agreed. */
  record Measured(List<LookupResult> results, Path folder) {}

  /** Shows what is left of killed benchmarks, and removes it if that is agreed to. */
  int removeLeft() throws CloudException, InterruptedException {
    DynamoDbAt at = own.place();
    List<String> left = OwnTables.left(at);
    if (left.isEmpty()) {
      BenchOptions.progress("No table at " + at.place() + " begins with " + OwnTables.OURS);
      return ExitCode.PASS;
    }
    String plan =
        "At %s these would be removed, of whoever's benchmarks, also of any that runs now:%n  %s%n"
            .formatted(at.place(), String.join(System.lineSeparator() + "  ", left));
    if (!own.agrees(at, plan)) {
      return ExitCode.USAGE;
    }
    OwnTables.remove(at, left);
    BenchOptions.progress("Removed " + left.size());
    return ExitCode.PASS;
  }

  /** Measures, after it was agreed to. */
  Optional<Measured> measure(List<LookupRow> rows)
      throws IOException, ProcessException, CloudException, InterruptedException {
    DynamoDbAt at = own.place();
    String run = STAMP.format(Instant.now()) + "-" + ProcessHandle.current().pid();
    try (OwnTables tables = new OwnTables(at, run, BenchOptions::progress)) {
      return own.agrees(at, plan(at, rows))
          ? Optional.of(measure(rows, at, tables))
          : Optional.empty();
    }
  }

  private Measured measure(List<LookupRow> rows, DynamoDbAt at, OwnTables tables)
      throws IOException, ProcessException, CloudException, InterruptedException {
    BenchFolder folder =
        options.rows(
            BenchFolder.open(options.reports(), BENCHMARK, options.mode() + " at " + at.place()),
            LookupBench.NAME,
            rows.size());
    AtomicBoolean exits = new AtomicBoolean();
    AtomicBoolean over = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> onExit(tables, exits, over), "tables"));
    try {
      LookupBench bench = new LookupBench(folder.path(), options.depth(), BenchOptions::progress);
      List<LookupResult> results = bench.run(rows, tables);
      return new Measured(results, folder.finish());
    } finally {
      if (exits.get()) {
        // A table that is gone is no failure: this process ends.
        new CountDownLatch(1).await();
      }
      BenchOptions.progress("Removing the tables");
      removeOrSay(tables);
      over.set(true);
    }
  }

  /** After a signal, and when a terminal is closed: only a kill leaves tables. */
  private static void onExit(OwnTables tables, AtomicBoolean exits, AtomicBoolean over) {
    if (over.get()) {
      return;
    }
    exits.set(true);
    BenchOptions.progress("Removing the tables");
    removeOrSay(tables);
  }

  private static void removeOrSay(OwnTables tables) {
    try {
      tables.remove();
    } catch (CloudException left) {
      BenchOptions.progress("broadside: " + left.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String plan(DynamoDbAt at, List<LookupRow> rows) {
    LookupCost cost = cost(rows);
    return String.format(
        Locale.ROOT,
        """
        DynamoDB     %s%s
        Tables       %d are created, on demand, filled with %,d items and removed at the end, also after Ctrl-C or a hangup
        Time         %,.0f s to fill them, and then %d rows
        Units        %,.0f to write, about %,.0f to read (modelled)
        Cost         about $%.2f at list price (%s, %s)
        %s""",
        at.place(),
        at.isLoopback() ? ", which is this machine and costs nothing" : "",
        cost.tables(),
        cost.items(),
        cost.fillSeconds(),
        rows.size(),
        cost.writeUnits(),
        cost.readUnits(),
        cost.usd(prices),
        prices.name(),
        prices.asOf(),
        leftLine(at));
  }

  private LookupCost cost(List<LookupRow> rows) {
    try {
      return LookupCost.of(rows, options.depth(), Profiles.find("aws"));
    } catch (ProfileException e) {
      throw new AssertionError("the bundled profile is broken", e);
    }
  }

  /** A listing that is not permitted keeps nobody from measuring. */
  private static String leftLine(DynamoDbAt at) {
    try {
      List<String> left = OwnTables.left(at);
      return left.isEmpty()
          ? ""
          : "Left over    of killed benchmarks, or of one that runs now: %s; --remove-left removes them%n"
              .formatted(String.join(", ", left));
    } catch (CloudException unknown) {
      return "Left over    unknown: %s%n".formatted(unknown.getMessage());
    }
  }
}
