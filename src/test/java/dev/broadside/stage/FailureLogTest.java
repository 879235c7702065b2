package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class FailureLogTest {
  private final List<String> lines = new ArrayList<>();
  private final Queue<Runnable> minutes = new ArrayDeque<>();
  private final FailureLog log = new FailureLog(lines::add, minutes::add);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      log.warn("it threw");
    }
  }

  private void letTheMinutePass() {
    minutes.remove().run();
  }

  @Test
  void eachMinuteHasItsLinesAndSaysHowManyWereLeftOut() {
    for (int minute = 0; minute < 3; minute++) {
      lines.clear();
      fail(FailureLog.LINES + 7);
      assertEquals(FailureLog.LINES, lines.size());
      letTheMinutePass();
      assertEquals("7 more failures within a minute were not logged", lines.getLast());
      assertEquals(FailureLog.LINES + 1, lines.size());
    }
  }

  @Test
  void nothingIsSaidOfAMinuteInWhichNothingWasLeftOut() {
    fail(FailureLog.LINES);
    letTheMinutePass();
    assertEquals(FailureLog.LINES, lines.size());
  }

  @Test
  void whileNothingFailsNothingIsPlanned() {
    assertEquals(0, minutes.size());
    fail(1);
    fail(1);
    assertEquals(1, minutes.size());
    letTheMinutePass();
    assertEquals(0, minutes.size());
    fail(1);
    assertEquals(1, minutes.size());
  }
}
