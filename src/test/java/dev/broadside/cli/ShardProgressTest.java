package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShardProgressTest {
  private static String said(long at, long delivered, String p99, String mark) {
    return """
        {"phase":"measuring","open":10,"published":4,"planned":9,
         "moment":{"atMillis":%d,"delivered":%d,"settled":2,"incomplete":1,"lastP50Millis":null,
                   "lastP99Millis":%s,"lost":1,"duplicate":2,"rejoined":3,"marks":[%s]}}"""
        .formatted(at, delivered, p99, mark);
  }

  @Test
  void whatInjectorsCountIsAddedAndTheirWorstLatencyStands() {
    JsonNode all =
        ShardProgress.of(List.of(said(900, 70, "5.5", "\"x\""), said(1_000, 50, "7.5", "")), 2, 20)
            .path("moment");
    assertEquals(1_000, all.path("atMillis").asLong());
    assertEquals(120, all.path("delivered").asLong());
    assertEquals(2, all.path("settled").asLong());
    assertEquals(2, all.path("lost").asLong());
    assertEquals(4, all.path("duplicate").asLong());
    assertEquals(6, all.path("rejoined").asLong());
    assertEquals(7.5, all.path("lastP99Millis").asDouble());
    assertTrue(all.path("lastP50Millis").isNull());
    assertEquals("x", all.at("/marks/0").asText());
  }

  @Test
  void whereNobodyCountsThereIsNoMoment() {
    JsonNode all = ShardProgress.of(List.of("{\"phase\":\"waiting\",\"moment\":null}", ""), 2, 20);
    assertTrue(all.path("moment").isNull());
  }
}
