package dev.broadside.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.aws.PriceLists;
import dev.broadside.aws.Profile;
import dev.broadside.aws.Profiles;
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
}
