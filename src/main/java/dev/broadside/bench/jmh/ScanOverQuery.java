package dev.broadside.bench.jmh;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a Scan was measured to take over what a Query took, in one table. */
public record ScanOverQuery(TableShape table, Factor factor) {

  /** Of each table that has both, the smallest first. */
  public static List<ScanOverQuery> in(List<LookupResult> results) {
    return results.stream()
        .filter(one -> one.row().lookup().equals(LookupRow.SCAN))
        .flatMap(
            scan ->
                results.stream()
                    .filter(
                        one -> one.row().equals(new LookupRow(LookupRow.QUERY, scan.row().table())))
                    .map(
                        query ->
                            new ScanOverQuery(
                                scan.row().table(), Factor.of(scan.millis(), query.millis()))))
        .sorted(Comparator.comparing((ScanOverQuery one) -> one.table.connections()))
        .toList();
  }

  /** A sentence. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "In a table of %,d connections a scan takes %s as a query of one room of %,d.",
        table.connections(),
        factor.words(),
        table.room());
  }
}
