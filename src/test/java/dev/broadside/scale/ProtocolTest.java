package dev.broadside.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scale.Command.Decision;
import dev.broadside.scale.Protocol.Moment;
import dev.broadside.scale.Protocol.Step;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an injector does about each thing that may happen to it. */
final class ProtocolTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Terms TERMS =
      new Terms(3, 2, Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofMillis(250));
  private static final Reply DONE = new Reply.Done();

  private final Protocol protocol = new Protocol("r", TERMS, 1);
  private long nanos = 77 * SECOND;
  private long jumpMicros;
  private Step step = protocol.first();

  private Moment now() {
    return new Moment(nanos, nanos / 1_000 + jumpMicros);
  }

  private Command hear(Reply reply) {
    step = protocol.next(step, reply, now());
    return step.command();
  }

  private static Reply seen(Set<Integer> ready, @Nullable Long startAt, Set<Integer> starters) {
    return new Reply.Seen(new Barrier(ready, startAt, starters, null), null);
  }

  private void connect() {
    hear(DONE);
    hear(DONE);
    hear(new Reply.Time(-1, 1));
    assertEquals(new Command.Arrive(1), hear(new Reply.Connected()));
  }

  private Command.Leave left(Command command) {
    return assertInstanceOf(Command.Leave.class, command);
  }

  @Test
  void fromTheFirstWordToTheLast() {
    assertEquals(new Command.Announce(), step.command());
    assertEquals(new Command.Claim(1), hear(DONE));
    assertEquals(new Command.AskTime(), hear(DONE));
    assertEquals(new Command.Connect(1), hear(new Reply.Time(-1, 1)));
    assertEquals(new Command.Arrive(1), hear(new Reply.Connected()));
    assertEquals(new Command.Pause(TERMS.poll().toNanos()), hear(seen(Set.of(1), null, Set.of())));
    assertEquals(new Command.Look(), hear(new Reply.Paused()));
    Command.Decide decide =
        assertInstanceOf(Command.Decide.class, hear(seen(Set.of(0, 1, 2), null, Set.of())));
    long startAt = now().micros() + 5_000_000;
    assertEquals(new Decision.Start(startAt, 3), decide.decision());
    assertEquals(new Command.Begin(startAt), hear(seen(Set.of(0, 1, 2), startAt, Set.of(0, 1, 2))));
    assertEquals(new Command.Send(1, 0), hear(new Reply.Finished(2, 0, "")));
    assertEquals(new Command.Send(1, 1), hear(DONE));
    assertEquals(new Command.Confirm(1), hear(DONE));
    assertEquals(new Command.Leave(0, ""), hear(DONE));
  }

  @Test
  void anotherRunWithItsIdIsNotJoined() {
    Command.Leave leave = left(hear(new Reply.Taken("with another scenario")));
    assertEquals(Exit.FAILED, leave.code());
    assertTrue(leave.sentence().contains("with another scenario"), leave.sentence());
  }

  @Test
  void whoReplacesAnotherLeaves() {
    hear(DONE);
    assertEquals(Exit.LATE, left(hear(new Reply.Taken("on host a"))).code());
  }

  @Test
  void anIndexThatTheRunDoesNotHaveIsSurplus() {
    assertEquals(Exit.SURPLUS, left(new Protocol("r", TERMS, 3).first().command()).code());
  }

  @Test
  void whoHasNoIndexTakesTheFirstFreeSlot() {
    Protocol free = new Protocol("r", TERMS, null);
    Step claim = free.next(free.first(), DONE, now());
    claim = free.next(claim, new Reply.Taken("another"), now());
    claim = free.next(claim, new Reply.Taken("another"), now());
    assertEquals(new Command.Claim(2), claim.command());
    Step none = free.next(claim, new Reply.Taken("another"), now());
    assertEquals(Exit.SURPLUS, left(none.command()).code());
  }

  @Test
  void aClockThatIsMinutesAwayFromTheTablesIsRejected() {
    hear(DONE);
    hear(DONE);
    Step asked = step;
    Command behind = hear(new Reply.Time(180 * SECOND, 181 * SECOND));
    assertEquals(Exit.CLOCK_REJECTED, left(behind).code());
    assertTrue(left(behind).sentence().contains("180.0 s behind"), left(behind).sentence());
    step = asked;
    assertEquals(
        Exit.CLOCK_REJECTED, left(hear(new Reply.Time(-181 * SECOND, -180 * SECOND))).code());
    step = asked;
    assertEquals(new Command.Connect(1), hear(new Reply.Time(Long.MIN_VALUE, Long.MAX_VALUE)));
  }

  @Test
  void aClockThatJumpedSinceKeepsItFromBeginning() {
    connect();
    hear(seen(Set.of(1), null, Set.of()));
    hear(new Reply.Paused());
    long startAt = now().micros() + 5_000_000;
    Reply started = seen(Set.of(0, 1, 2), startAt, Set.of(0, 1, 2));
    Step asked = step;
    jumpMicros = 60_000_000;
    assertEquals(Exit.LATE, left(hear(started)).code());
    step = asked;
    jumpMicros = -60_000_000;
    assertEquals(Exit.CLOCK_REJECTED, left(hear(started)).code());
    step = asked;
    jumpMicros = 0;
    assertEquals(new Command.Begin(startAt), hear(started));
  }

  @Test
  void whoSleptThroughTheStartIsLate() {
    connect();
    hear(seen(Set.of(1), null, Set.of()));
    hear(new Reply.Paused());
    long startAt = now().micros() + 5_000_000;
    nanos += 6 * SECOND;
    assertEquals(Exit.LATE, left(hear(seen(Set.of(0, 1, 2), startAt, Set.of(0, 1, 2)))).code());
  }

  @Test
  void whoComesWhenOthersHaveBegunIsLate() {
    connect();
    long startAt = now().micros() + 3_000_000;
    assertEquals(Exit.LATE, left(hear(seen(Set.of(0, 1, 2), startAt, Set.of(0, 2)))).code());
  }

  @Test
  void anArrivalWhoseAnswerWasLostIsAnArrival() {
    connect();
    assertInstanceOf(Command.Pause.class, hear(new Reply.Unclear("no answer")));
    assertEquals(new Command.Arrive(1), hear(new Reply.Paused()));
    long startAt = now().micros() + 3_000_000;
    assertEquals(new Command.Begin(startAt), hear(seen(Set.of(0, 1, 2), startAt, Set.of(0, 1, 2))));
  }

  @Test
  void aStartWhoseAnswerWasLostIsLookedFor() {
    connect();
    assertInstanceOf(Command.Decide.class, hear(seen(Set.of(0, 1, 2), null, Set.of())));
    hear(new Reply.Unclear("no answer"));
    assertEquals(new Command.Look(), hear(new Reply.Paused()));
    nanos += SECOND;
    Command.Decide again =
        assertInstanceOf(Command.Decide.class, hear(seen(Set.of(0, 1, 2), null, Set.of())));
    assertEquals(new Decision.Start(now().micros() + 5_000_000, 3), again.decision());
  }

  @Test
  void whoIsThrottledTriesLaterAndLaterAndGivesUpAfterTwoMinutes() {
    connect();
    long before = 0;
    int tries = 0;
    Command command = hear(new Reply.Unclear("ThrottlingException"));
    while (command instanceof Command.Pause(long pause)) {
      assertTrue(pause >= before, "it waits no shorter");
      before = pause;
      nanos += pause;
      assertEquals(new Command.Arrive(1), hear(new Reply.Paused()));
      command = hear(new Reply.Unclear("ThrottlingException"));
      tries++;
    }
    assertTrue(tries > 10 && tries < 50, "tries: " + tries);
    assertEquals(Exit.FAILED, left(command).code());
    assertTrue(left(command).sentence().contains("ThrottlingException"));
  }

  @Test
  void enoughBeginWhenTheTimeForTheOthersIsOver() {
    connect();
    nanos += 61 * SECOND;
    Command.Decide decide =
        assertInstanceOf(Command.Decide.class, hear(seen(Set.of(0, 1), null, Set.of())));
    assertEquals(new Decision.Start(now().micros() + 5_000_000, 2), decide.decision());
  }

  @Test
  void tooFewNameWhoIsMissing() {
    connect();
    nanos += 61 * SECOND;
    Command.Decide decide =
        assertInstanceOf(Command.Decide.class, hear(seen(Set.of(1), null, Set.of())));
    String why = assertInstanceOf(Decision.Fail.class, decide.decision()).why();
    assertTrue(why.contains("not ready: 0, 2"), why);
    Reply failed = new Reply.Seen(new Barrier(Set.of(1), null, Set.of(), why), null);
    assertEquals(new Command.Leave(Exit.BARRIER_TIMEOUT, why), hear(failed));
  }

  @Test
  void theSwitchEndsTheWaiting() {
    connect();
    Command.Leave leave = left(hear(new Reply.Seen(Barrier.EMPTY, "somebody said so")));
    assertEquals(Exit.FAILED, leave.code());
    assertEquals("the run was aborted: somebody said so", leave.sentence());
  }

  @Test
  void whereAllAreNeededWhoBreaksTellsTheOthers() {
    Terms all = Terms.of(3, 3, Duration.ofSeconds(60), Duration.ZERO);
    Protocol needed = new Protocol("r", all, 1);
    Reply.Broke broke = new Reply.Broke(1, "no connection");
    Step aborting = needed.next(new State.Connecting(1), broke, now());
    assertEquals(new Command.Abort("no connection"), aborting.command());
    assertEquals(
        new Command.Leave(1, "no connection"), needed.next(aborting, DONE, now()).command());
    Step alone = protocol.next(new State.Connecting(1), broke, now());
    assertEquals(new Command.Leave(1, "no connection"), alone.command());
  }

  @Test
  void theFirstReportOfAShardStands() {
    Reply.Finished result = new Reply.Finished(1, 0, "");
    Step confirming = new Step(new State.Confirming(1, result), new Command.Confirm(1));
    Step after = protocol.next(confirming, new Reply.Taken("on host b"), now());
    assertEquals(Exit.FAILED, left(after.command()).code());
  }

  @Test
  void whatTheTableRefusesIsSaidAtOnce() {
    assertEquals(
        new Command.Leave(Exit.FAILED, "there is no table"),
        hear(new Reply.Refused("there is no table")));
  }
}
