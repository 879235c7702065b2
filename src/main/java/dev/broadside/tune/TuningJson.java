package dev.broadside.tune;

import dev.broadside.bench.jmh.FanoutBench;
import dev.broadside.bench.jmh.LookupBench;
import dev.broadside.bench.jmh.Rows;
import dev.broadside.bench.jmh.ScanOverQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** {@code tuning.json}: inputs, parameters, rows and what follows, for programs. */
public final class TuningJson {
  private TuningJson() {}

  /** What is written. */
  public static Map<String, @Nullable Object> of(Tuning tuning) {
    OptionalInt even = tuning.breakEven();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("schema", "broadside/tuning/1");
    all.put("question", "scan-vs-query");
    all.put("inputs", tuning.inputs());
    all.put("rooms", tuning.rooms().sizes());
    all.put("table", tuning.table() == null ? null : tuning.table().facts());
    all.put("verdict", tuning.verdict());
    all.put("breakEvenConnections", even.isPresent() ? even.getAsInt() : null);
    all.put("kneeInFlight", tuning.law().knee());
    all.put("assumptions", tuning.assumptions().parameters());
    all.put("prices", Map.of("name", tuning.prices().name(), "asOf", "" + tuning.prices().asOf()));
    all.put("strategies", tuning.strategies().stream().map(TuningJson::strategy).toList());
    all.put(
        "measured",
        List.of(
            Rows.json(LookupBench.NAME, tuning.lookups()),
            Rows.json(FanoutBench.NAME, tuning.fanouts())));
    all.put("scanOverQuery", ScanOverQuery.in(tuning.lookups()));
    all.put("provenance", tuning.provenance());
    return all;
  }

  private static Map<String, @Nullable Object> strategy(StrategyRow row) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("strategy", row.strategy().word());
    all.put("modelledOnly", !row.strategy().isMeasured());
    all.put("pages", row.pages());
    all.put("readUnits", row.units());
    all.put(
        "broadcastsPerSecond",
        Map.of("partition", row.partitionCeiling(), "table", row.tableCeiling()));
    all.put("modelledFirstMillis", row.firstMillis());
    all.put("modelledLastMillis", row.lastMillis());
    all.put("usdPerMillion", row.dollars());
    return all;
  }
}
