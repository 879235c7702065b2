package dev.broadside.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TuningInputsTest {
  @Test
  void noTableIsNoTable() {
    assertEquals(
        "--connections must be 1 to 3,600,000, not 0: AWS opens 500 a second by default and closes each after two hours",
        refusal(0, 1, 200, 1, 1));
  }

  @Test
  void moreThanAnAccountCanHaveIsRefused() {
    assertEquals(
        "--connections must be 1 to 3,600,000, not 10,000,000: AWS opens 500 a second by default and closes each after two hours",
        refusal(10_000_000, 100, 200, 1, 1));
  }

  @Test
  void aRoomIsWithinItsTable() {
    assertEquals(
        "--room must be 1 to the 100 connections of the table, not 101",
        refusal(100, 101, 200, 1, 1));
    refusal(100, 0, 200, 1, 1);
  }

  @Test
  void anItemIsOneThatDynamoDbTakes() {
    assertEquals(
        "--item must be 2 to 409,600 bytes, which is what DynamoDB takes of a connection, not 10,000,000",
        refusal(100, 10, 10_000_000, 1, 1));
    refusal(100, 10, 0, 1, 1);
    refusal(100, 10, 1, 1, 1);
  }

  @Test
  void aTablesItemsAreTakenForAsSmallAsTheyAre() {
    // A name and an id of 16, "r" and "r17": of 64 B each a Scan would be three times as dear.
    assertEquals(21, TuningInputs.possibleItem(21.4));
    assertEquals(21, new TuningInputs(100, 10, 21, 1, 1).itemBytes());
  }

  @Test
  void ratesAreNumbers() {
    refusal(100, 10, 200, 0, 1);
    refusal(100, 10, 200, Double.NaN, 1);
    refusal(100, 10, 200, Double.POSITIVE_INFINITY, 1);
    refusal(100, 10, 200, 1, -1);
    refusal(100, 10, 200, 1, Double.NaN);
  }

  private static String refusal(int n, int room, int item, double broadcasts, double joins) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () -> new TuningInputs(n, room, item, broadcasts, joins))
            .getMessage());
  }
}
