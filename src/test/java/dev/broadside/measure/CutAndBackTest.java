package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.scenario.Rooms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user whose connection the stage cuts, and who opens another one. */
final class CutAndBackTest {
  private static final long MS = 1_000_000;
  private static final Duration DRAIN = Duration.ofMillis(60);

  private final Ledger ledger =
      new Ledger(new Ledger.Size(Rooms.one(2, 1), 4, false, true), DRAIN, Duration.ZERO);

  /** Two have joined, one of them is cut while the first broadcast is under way, and comes back. */
  private void cutAndBack() {
    ledger.joined(0, 0);
    ledger.joined(1, 0);
    publish(0, 10);
    ledger.disconnected(0);
    ledger.joined(0, 30 * MS);
  }

  private void publish(int number, long dueMillis) {
    ledger.open(number, 0, true, dueMillis * MS);
    ledger.sent(number, dueMillis * MS);
  }

  private List<Settled> settle() {
    return ledger.settle(DRAIN.plus(Ledger.GRACE).toNanos() + 1_000 * MS);
  }

  @Test
  void whatTheCutConnectionMissedIsLostToIt(@TempDir Path folder) throws Exception {
    cutAndBack();
    ledger.arrived(1, 0, 40 * MS);
    Anchor anchor = Anchor.now();
    try (IntervalLog all = new IntervalLog(folder.resolve("a.hlog"), "a", anchor, 0);
        IntervalLog last = new IntervalLog(folder.resolve("l.hlog"), "l", anchor, 0)) {
      Recorder recorder = new Recorder(ledger, all, last, List.of());
      recorder.record(settle());
      RunSummary.Deliveries deliveries = recorder.deliveries();
      assertEquals(2, deliveries.expected());
      assertEquals(Map.of("disconnected", 1L), deliveries.lostByReason());
      assertEquals(0, deliveries.churned());
    }
  }

  @Test
  void itsNextConnectionDoesNotDeliverIt() {
    cutAndBack();
    ledger.arrived(0, 0, 35 * MS);
    assertEquals(1, ledger.strays());
    Settled broadcast = settle().getFirst();
    assertEquals(2, broadcast.lost());
    ledger.arrived(0, 0, 2_000 * MS);
    assertEquals(2, ledger.strays());
    assertEquals(0, ledger.extras().lateAfterwards());
  }

  @Test
  void whatTheCutConnectionHadStaysDeliveredWhenTheNextOneLeaves() {
    ledger.joined(0, 0);
    publish(0, 10);
    ledger.arrived(0, 0, 15 * MS);
    ledger.disconnected(0);
    ledger.joined(0, 30 * MS);
    ledger.left(0, 40 * MS);
    assertEquals(1, settle().getFirst().delivered());
  }

  @Test
  void whoComesBackWhileABookIsBeingOpenedIsNotChurned() {
    Attendance attendance = new Attendance(2, Duration.ZERO);
    attendance.joined(0, 0);
    attendance.joined(1, 0);
    attendance.cut(0);
    Rooms.Room room = Rooms.one(2, 1).room(0);
    Book.Plan plan = new Book.Plan(0, 0, room, true, 10 * MS, 70 * MS);
    Book book = new Book(plan, attendance.audience(room, 10 * MS));
    // It does not find the book, which only now becomes known.
    attendance.joined(0, 12 * MS);
    attendance.tell(book);
    Settled settled = Objects.requireNonNull(book.settle());
    assertEquals(0, settled.churned().all());
    assertEquals(2, settled.lost());
  }

  @Test
  void theNextBroadcastIsForItsNextConnection() {
    cutAndBack();
    publish(1, 31);
    ledger.arrived(0, 1, 40 * MS);
    ledger.arrived(1, 1, 40 * MS);
    assertEquals(2, settle().get(1).delivered());
  }
}
