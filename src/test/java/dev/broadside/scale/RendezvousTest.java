package dev.broadside.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scale.Protocol.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An injector's way, with a table in memory and work that takes no time. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class RendezvousTest {
  private static final Terms ALONE = Terms.of(1, 1, Duration.ofSeconds(60), Duration.ZERO);

  private final MemoryTable table = new MemoryTable("me");
  private final Parcel parcel = new Parcel();
  private final List<String> done = new ArrayList<>();
  private long nanos;

  private Work.Ended attend(Work work) {
    return new Rendezvous(
            new Protocol("r", ALONE, 0),
            table,
            parcel,
            work,
            () -> new Moment(nanos, nanos / 1_000),
            new SplittableRandom(1))
        .attend();
  }

  /** Does what it is asked, and tells. */
  private class Obedient implements Work {
    @Override
    public @Nullable Ended connect(int shard) {
      done.add("connect " + shard);
      return null;
    }

    @Override
    public @Nullable Ended pause(long pause) {
      nanos += pause;
      return null;
    }

    @Override
    public void rest(long pause) {
      nanos += pause;
    }

    @Override
    public Outcome measure(long startAtMicros) {
      done.add("measure");
      return new Measured(new byte[Parcel.PART_BYTES + 1], 0, "");
    }

    @Override
    public String progress() {
      return "{}";
    }

    @Override
    public void stop(String why) {
      done.add("stop " + why);
    }
  }

  @Test
  void whatItMeasuredIsLeftInPiecesAndItsLastWordIsThatItIsDone() {
    assertEquals(0, attend(new Obedient()).code());
    assertEquals(List.of("connect 0", "measure"), done);
    assertEquals(2, table.model().parts().size());
    assertEquals("me", table.model().done().get(0));
    assertEquals(Integer.valueOf(0), table.lastBeat().exitCode());
  }

  @Test
  void whatBreaksBeforeTheStartIsSaidInTheTable() {
    Work.Ended ended =
        attend(
            new Obedient() {
              @Override
              public Ended connect(int shard) {
                return new Ended(1, "no connection opened");
              }
            });
    assertEquals("no connection opened", ended.sentence());
    assertEquals("no connection opened", table.model().aborted());
    assertEquals("no connection opened", table.lastBeat().sentence());
  }

  @Test
  void aHeartbeatThatFindsTheSwitchTurnedStopsTheWork() {
    table.perform(new Command.Abort("enough"));
    try (Heartbeat heartbeat = new Heartbeat(table, 0, new Obedient())) {
      heartbeat.beat();
    }
    assertEquals(List.of("stop the run was aborted: enough"), done);
  }

  @Test
  void aTableThatFailsNowAndThenIsAskedAgain() {
    table.failEveryOther();
    assertEquals(0, attend(new Obedient()).code());
    assertTrue(nanos > 0, "it waited between");
    assertEquals(Integer.valueOf(0), table.lastBeat().exitCode());
  }

  /** As a load does: once all is measured, or it was stopped, it has nothing to wait for. */
  @Test
  void whatIsMeasuredReachesATableThatFailsNowAndThenThoughTheWorkIsOver() {
    table.failEveryOther();
    Work work =
        new Obedient() {
          @Override
          public @Nullable Ended pause(long pause) {
            return done.contains("measure") ? new Ended(1, "it is over") : super.pause(pause);
          }
        };
    assertEquals(new Work.Ended(0, ""), attend(work));
    assertEquals(2, table.model().parts().size());
    assertEquals("me", table.model().done().get(0));
  }

  @Test
  void whoBreaksTurnsTheSwitchThoughTheTableDoesNotAnswerAtOnce() {
    Work work =
        new Obedient() {
          @Override
          public Ended connect(int shard) {
            return new Ended(1, "no connection opened");
          }

          @Override
          public Ended pause(long pause) {
            return new Ended(1, "no connection opened");
          }
        };
    table.loseAborts(3);
    assertEquals("no connection opened", attend(work).sentence());
    assertEquals("no connection opened", table.model().aborted());
  }
}
