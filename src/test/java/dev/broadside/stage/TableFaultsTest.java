package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TableFaultsTest {
  @Test
  void twoFaultsOnOneTableEndWhenBothHaveEnded() throws Exception {
    TableFaults tableFaults = new TableFaults();
    tableFaults.know("rooms");
    tableFaults.begin("rooms");
    tableFaults.begin("rooms");
    tableFaults.end("rooms");
    assertTrue(tableFaults.refuses("rooms"));
    tableFaults.end("rooms");
    assertFalse(tableFaults.refuses("rooms"));
    assertFalse(tableFaults.any());
  }
}
