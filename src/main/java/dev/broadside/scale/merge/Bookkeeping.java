package dev.broadside.scale.merge;

import dev.broadside.measure.RunSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Checks of the merge itself, and those of every shard in as few lines as they need. */
final class Bookkeeping {
  private final Plan plan;
  private final List<ShardResult> results;

  Bookkeeping(Plan plan, List<ShardResult> results) {
    this.plan = plan;
    this.results = results;
  }

  /** The shards of which nothing was heard. */
  List<Integer> missing() {
    List<Integer> heard = results.stream().map(ShardResult::shard).toList();
    return IntStream.range(0, plan.shards()).boxed().filter(s -> !heard.contains(s)).toList();
  }

  List<RunSummary.Check> checks(Audience audience) {
    List<RunSummary.Check> checks = new ArrayList<>();
    checks.add(reported());
    checks.add(sound());
    checks.add(eachBalances());
    checks.add(togetherBalance(audience));
    checks.addAll(ofTheShards());
    return checks;
  }

  private RunSummary.Check reported() {
    List<Integer> missing = missing();
    String value =
        missing.isEmpty()
            ? results.size() + " of " + plan.shards()
            : "%d of %d (missing: %s)"
                .formatted(
                    results.size(),
                    plan.shards(),
                    missing.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    String limit =
        plan.quorum() == null ? "all" : "at least " + plan.quorum() + ", the quorum of this run";
    return new RunSummary.Check("shards reported", value, limit, results.size() >= plan.needed());
  }

  private RunSummary.Check sound() {
    List<String> unsound =
        results.stream()
            .filter(result -> !isValid(result))
            .map(result -> "shard " + result.shard() + ": " + reason(result.summary()))
            .toList();
    return new RunSummary.Check(
        "shards that trust their own measurement",
        (results.size() - unsound.size())
            + " of "
            + results.size()
            + (unsound.isEmpty() ? "" : " (" + String.join("; ", unsound) + ")"),
        "all that reported",
        unsound.isEmpty());
  }

  static boolean isValid(ShardResult result) {
    return result.summary().verdict().status() != RunSummary.Status.INVALID;
  }

  private static String reason(RunSummary summary) {
    List<String> reasons = summary.verdict().reasons();
    return reasons.isEmpty() ? "it gives no reason" : reasons.getFirst();
  }

  /** In each shard, rows, counters and histograms say the same. */
  private RunSummary.Check eachBalances() {
    List<String> wrong =
        results.stream()
            .filter(result -> !balances(result))
            .map(result -> "not those of shard " + result.shard())
            .toList();
    return new RunSummary.Check(
        "books of each shard balance",
        wrong.isEmpty() ? "yes" : String.join(", ", wrong),
        "yes",
        wrong.isEmpty());
  }

  private static boolean balances(ShardResult result) {
    RunSummary.Deliveries books = result.summary().deliveries();
    long expected = 0;
    long delivered = 0;
    for (BroadcastRow row : result.rows()) {
      expected += row.expected();
      delivered += row.delivered();
    }
    return books.expected() == books.delivered() + books.lost()
        && expected == books.expected()
        && delivered == books.delivered()
        && delivered
            == count(result.of(Quantity.SAME_PROCESS_DELIVERY))
                + count(result.of(Quantity.CROSS_PROCESS_DELIVERY));
  }

  private static long count(Values values) {
    return values.histogram().getTotalCount() + values.belowZero();
  }

  /** Every broadcast that was published is in the books of every shard. */
  private RunSummary.Check togetherBalance(Audience audience) {
    long published = results.stream().mapToLong(r -> r.summary().broadcasts().published()).sum();
    boolean whole = audience.incompleteRows == 0 && published == audience.published;
    return new RunSummary.Check(
        "broadcasts in the books of every shard",
        (audience.published - audience.incompleteRows) + " of " + published,
        "all that were published",
        whole);
  }

  /** One line for a check that holds everywhere, one for each shard where it does not. */
  private List<RunSummary.Check> ofTheShards() {
    Map<String, List<RunSummary.Check>> broken = new LinkedHashMap<>();
    Map<String, Integer> holding = new LinkedHashMap<>();
    for (ShardResult result : results) {
      for (RunSummary.Check check : result.summary().validity().checks()) {
        holding.merge(check.name(), check.ok() ? 1 : 0, Integer::sum);
        if (!check.ok()) {
          broken
              .computeIfAbsent(check.name(), name -> new ArrayList<>())
              .add(
                  new RunSummary.Check(
                      check.name() + ", shard " + result.shard(),
                      check.value(),
                      check.limit(),
                      false));
        }
      }
    }
    List<RunSummary.Check> checks = new ArrayList<>();
    holding.forEach(
        (name, shards) -> {
          List<RunSummary.Check> lines = broken.getOrDefault(name, List.of());
          checks.addAll(lines);
          if (lines.isEmpty()) {
            checks.add(
                new RunSummary.Check(name, "holds on " + shards + " shards", "each shard's", true));
          }
        });
    return checks;
  }
}
