package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ThrottlesTest {
  @Test
  void twoFaultsOnOneTableEndWhenBothHaveEnded() throws Exception {
    Throttles throttles = new Throttles();
    throttles.know("rooms");
    throttles.begin("rooms");
    throttles.begin("rooms");
    throttles.end("rooms");
    assertTrue(throttles.refuses("rooms"));
    throttles.end("rooms");
    assertFalse(throttles.refuses("rooms"));
    assertFalse(throttles.any());
  }
}
