package dev.broadside.tune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands under the page: where its numbers come from, and what modelled ones rest on. */
final class Provenance {
  private static final String EMULATED =
      "DynamoDB is DynamoDB Local; @connections is a stub with a constant delay; there is no network; AWS's latencies and quotas are a profile";

  private Provenance() {}

  static Table facts(Tuning tuning) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>(tuning.provenance());
    facts.put("emulated", EMULATED);
    facts.put("prices", tuning.prices().name() + ", " + tuning.prices().asOf());
    return table(facts);
  }

  static Table parameters(Tuning tuning) {
    return table(tuning.assumptions().parameters());
  }

  private static Table table(Map<String, @Nullable Object> facts) {
    List<List<String>> rows = new ArrayList<>();
    facts.forEach((name, value) -> rows.add(List.of(name, value == null ? "unknown" : "" + value)));
    return new Table(List.of("what", "value"), rows);
  }
}
