package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.Anchor;
import dev.broadside.measure.IntervalLog;
import dev.broadside.measure.Ledger;
import dev.broadside.measure.Recorder;
import dev.broadside.measure.Settled;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MomentsTest {
  private static final long MS = 1_000_000;
  @TempDir private Path folder = Path.of("");

  @Test
  void aSecondHasWhatWasSettledInItAndTheNextBeginsAnew() throws IOException {
    Ledger ledger = new Ledger(new Ledger.Size(2, 1, 4), Duration.ofMillis(500), Duration.ZERO);
    Anchor anchor = Anchor.now();
    try (IntervalLog delivery = log("delivery", anchor);
        IntervalLog last = log("last", anchor)) {
      Recorder recorder = new Recorder(ledger, delivery, last, List.of());
      Moments moments = new Moments(ledger, recorder);
      ledger.joined(0, -MS);
      ledger.joined(1, -MS);
      publish(ledger, 0, MS);
      publish(ledger, 1, 2 * MS);
      ledger.arrived(0, 0, 11 * MS);
      ledger.arrived(1, 0, 21 * MS);
      ledger.arrived(0, 1, 12 * MS);
      List<Settled> settled = ledger.settleAll(10_000 * MS);
      recorder.record(settled);
      settled.forEach(moments::add);
      Progress.Moment first = moments.next(System.nanoTime(), 3);
      assertEquals(2, first.settled());
      assertEquals(1, first.incomplete());
      Double median = first.lastP50Millis();
      assertNotNull(median);
      assertEquals(20, median, 0.1);
      assertNull(first.lastP99Millis(), "it falls on the one that never came");
      assertEquals(1, first.lost());
      assertEquals(3, first.delivered());
      Progress.Moment next = moments.next(System.nanoTime(), 3);
      assertEquals(0, next.settled());
      assertNull(next.lastP50Millis());
      assertEquals(1, next.lost(), "counts are since the run began");
    }
  }

  private IntervalLog log(String name, Anchor anchor) throws IOException {
    return new IntervalLog(folder.resolve(name + ".hlog"), name, anchor, anchor.nanos());
  }

  private static void publish(Ledger ledger, int number, long at) {
    ledger.open(number, 0, true, at);
    assertTrue(ledger.sent(number, at));
  }
}
