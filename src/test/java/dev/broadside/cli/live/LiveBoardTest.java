package dev.broadside.cli.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.report.LiveView;
import dev.broadside.report.LiveView.Tone;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LiveBoardTest {
  private final LiveBoard board = new LiveBoard("run", "room", "How late?");

  private LiveView shown() throws InterruptedException {
    return board.after(0).view();
  }

  @Test
  void showsWhatTheInjectorSays() throws Exception {
    board.add(Said.phase("stage"));
    assertEquals("STAGE", shown().stamp());
    board.add(Said.second(7, "measuring", 100, 20, 40));
    LiveView view = shown();
    assertEquals("MEASURING", view.stamp());
    assertEquals("About 0:53 to go.", view.sentence());
    assertEquals(20, view.moments().getLast().lastP50Millis());
    assertEquals(700, view.moments().getLast().delivered());
  }

  @Test
  void theWindowBeginsWhereItsFirstSecondBegins() throws Exception {
    board.add(Said.second(7, "warmup", 100, 20, 40));
    assertEquals(Double.POSITIVE_INFINITY, shown().zeroMillis());
    board.add(Said.second(8, "measuring", 100, 20, 40));
    board.add(Said.second(9, "measuring", 100, 20, 40));
    assertEquals(7_000, shown().zeroMillis());
  }

  @Test
  void fourMinutesAreKept() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      board.add(Said.second(i, "measuring", 100, 20, 40));
    }
    assertEquals(LiveView.MOST_MOMENTS, shown().moments().size());
    assertEquals(999_000, shown().moments().getLast().atMillis());
  }

  @Test
  void aSecondThatIsToldTwiceIsOne() throws Exception {
    board.add(Said.second(7, "measuring", 100, 20, 40));
    board.add(Said.second(7, "measuring", 100, 20, 40));
    assertEquals(1, shown().moments().size());
  }

  @Test
  void theNextRunBeginsAnewAndTheLastOneIsListed() throws Exception {
    board.begin("Run 1 of 2: small");
    board.add(Said.second(7, "measuring", 100, 20, 40));
    board.done("small", "PASS");
    board.begin("Run 2 of 2: large");
    LiveView view = shown();
    assertTrue(view.moments().isEmpty());
    assertEquals(List.of(new LiveView.Step("small", "PASS")), view.steps());
    board.add(Said.phase("stage"));
    assertEquals("Run 2 of 2: large. The local stage is being started.", shown().sentence());
  }

  @Test
  void nothingComesAfterTheVerdict() throws Exception {
    board.finish(Tone.FAIL, "FAIL", "The report is in x", List.of("late"));
    board.add(Said.second(7, "measuring", 100, 20, 40));
    board.abandon();
    LiveView view = shown();
    assertEquals("FAIL", view.stamp());
    assertEquals(List.of("late"), view.reasons());
    assertTrue(view.over());
  }

  @Test
  void whatEndsWithoutAVerdictSaysSo() throws Exception {
    assertFalse(shown().over());
    board.abandon();
    assertEquals("ENDED", shown().stamp());
  }
}
