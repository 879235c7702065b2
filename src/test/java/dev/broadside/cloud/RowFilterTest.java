package dev.broadside.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class RowFilterTest {
  private static final Instant TIME = Instant.parse("2026-11-21T07:15:00Z");

  @Test
  void aTimeIsSecondsOrMillisecondsOrIso8601() {
    assertEquals(TIME, RowFilter.time(AttributeValue.fromN("1795245300")));
    assertEquals(TIME, RowFilter.time(AttributeValue.fromN("1795245300000")));
    assertEquals(TIME, RowFilter.time(AttributeValue.fromS("1795245300.25")));
    assertEquals(TIME, RowFilter.time(AttributeValue.fromS("2026-11-21T07:15:00Z")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "-1", "1e9", "99999999999999999999", "2026-11-21"})
  void whatIsNoTimeIsNone(String text) {
    assertNull(RowFilter.time(AttributeValue.fromS(text)));
    assertNull(RowFilter.time(AttributeValue.fromBool(true)));
    assertNull(RowFilter.time(null));
  }
}
