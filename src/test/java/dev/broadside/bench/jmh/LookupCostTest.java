package dev.broadside.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.aws.PriceLists;
import dev.broadside.aws.Profile;
import dev.broadside.aws.Profiles;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookupCostTest {
  @Test
  void theQuickRowsCostCents() throws Exception {
    Profile aws = Profiles.find("aws");
    LookupCost cost = LookupCost.of(LookupRow.quick(), Depth.QUICK, aws);
    // Each size in a table with an index, two units an item, and in one by room, one unit.
    assertEquals(6, cost.tables());
    assertEquals(222_000, cost.items());
    assertEquals(333_000, cost.writeUnits());
    // Each of three forks scans 100,000 connections at least twice, by either lookup.
    assertTrue(cost.readUnits() > 2 * 3 * 2 * 2_441, cost.toString());
    assertTrue(cost.usd(PriceLists.bundled()) < 1, cost.toString());
  }

  @Test
  void whoSegmentsReadsMoreInTheSameTime() throws Exception {
    // Nine pages of a Scan one after another, or three.
    TableShape table = TableShape.REFERENCE.withConnections(45_000);
    assertEquals(3 * reads("scan", table), reads("parallel-scan", table), 1e-6);
  }

  private static double reads(String lookup, TableShape table) throws Exception {
    List<LookupRow> row = List.of(new LookupRow(lookup, table));
    return LookupCost.of(row, Depth.QUICK, Profiles.find("aws")).readUnits();
  }
}
