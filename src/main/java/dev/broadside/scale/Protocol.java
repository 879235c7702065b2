package dev.broadside.scale;

import dev.broadside.scale.Command.Decision;
import dev.broadside.scale.Command.Leave;
import dev.broadside.scale.Reply.Broke;
import dev.broadside.scale.Reply.Done;
import dev.broadside.scale.Reply.Finished;
import dev.broadside.scale.Reply.Paused;
import dev.broadside.scale.Reply.Seen;
import dev.broadside.scale.Reply.Unclear;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How an injector meets the others: a state and a reply make the next state and one command. No
 * clock, no socket, no chance in it.
 *
 * <p>There is no leader. Whoever sees that all are ready, or that enough are and the time is over,
 * writes the decision, and the table takes the first one only. So it does not matter who dies, who
 * comes twice, or whose answer is lost: everybody goes by what is written, and begins only if it is
 * among the starters and has time to.
 */
final class Protocol {
  private static final long FIRST_BACKOFF_NANOS = 100_000_000L;
  private static final int MOST_DOUBLINGS = 6;

  private final Terms terms;
  private final String run;
  private final @Nullable Integer index;

  /** One transition: where the injector is now, and what it does. */
  record Step(State state, Command command) {}

  /**
   * What the clocks said.
   *
   * @param nanos of this process, which never jump
   * @param micros since the epoch, as this process believes
   */
  record Moment(long nanos, long micros) {}

  /**
   * The protocol of one injector.
   *
   * @param index which one it is; {@code null} when it takes a slot that is free
   */
  Protocol(String run, Terms terms, @Nullable Integer index) {
    this.run = run;
    this.terms = terms;
    this.index = index;
  }

  /** How it begins. */
  Step first() {
    if (index != null && index >= terms.shards()) {
      return leave(
          Exit.SURPLUS,
          "injector %d is surplus: run %s has injectors 0 to %d"
              .formatted(index, run, terms.shards() - 1));
    }
    return new Step(new State.Announcing(), new Command.Announce());
  }

  /** What follows. */
  Step next(State state, Reply reply, Moment now) {
    if (state instanceof State.Retrying retrying) {
      return retrying(retrying, reply, now);
    }
    if (reply instanceof Reply.Refused refused) {
      return leave(Exit.FAILED, refused.why());
    }
    if (reply instanceof Broke broke) {
      return broke(state, broke);
    }
    return switch (state) {
      case State.Announcing announcing -> announced(reply);
      case State.Claiming claiming -> claimed(claiming.slot(), reply);
      case State.Comparing comparing -> compared(comparing.slot(), reply);
      case State.Connecting connecting -> connected(connecting.slot(), reply, now);
      case State.AtBarrier waiting -> atBarrier(waiting, reply, now);
      case State.Running running -> measured(running.slot(), reply);
      case State.Sending sending -> sent(sending, reply);
      case State.Confirming confirming -> confirmed(confirming, reply);
      case State.Aborting aborting -> leave(aborting.why().code(), aborting.why().sentence());
      default -> throw unexpected(state, reply);
    };
  }

  /**
   * What follows when {@code command} was answered: the same, or, when nobody knows whether it was
   * done, the command once more.
   */
  Step next(Step step, Reply reply, Moment now) {
    if (reply instanceof Unclear unclear && step.command() instanceof Command.ToTable command) {
      return again(step.state(), command, unclear, now);
    }
    return next(step.state(), reply, now);
  }

  private Step again(State state, Command.ToTable command, Unclear unclear, Moment now) {
    State.Retrying before = state instanceof State.Retrying retrying ? retrying : null;
    int attempt = before == null ? 0 : before.attempt() + 1;
    long until = before == null ? now.nanos() + Terms.PATIENCE.toNanos() : before.untilNanos();
    if (now.nanos() - until >= 0) {
      return leave(
          Exit.FAILED,
          "the rendezvous table could not be used for %d s: %s"
              .formatted(Terms.PATIENCE.toSeconds(), unclear.why()));
    }
    // A start that was to be set then may be too near now: look first.
    Command.ToTable repeated = command instanceof Command.Decide ? new Command.Look() : command;
    State behind = before == null ? state : before.state();
    return new Step(
        new State.Retrying(behind, repeated, attempt, until),
        new Command.Pause(FIRST_BACKOFF_NANOS << Math.min(attempt, MOST_DOUBLINGS)));
  }

  private Step retrying(State.Retrying retrying, Reply reply, Moment now) {
    return reply instanceof Paused
        ? new Step(retrying, retrying.command())
        : next(retrying.state(), reply, now);
  }

  private Step announced(Reply reply) {
    return switch (reply) {
      case Done done -> claim(index == null ? 0 : index);
      case Reply.Taken taken ->
          leave(
              Exit.FAILED,
              "run %s is another run already (%s): choose a BROADSIDE_RUN_ID that was never used"
                  .formatted(run, taken.by()));
      default -> throw unexpected(new State.Announcing(), reply);
    };
  }

  private static Step claim(int slot) {
    return new Step(new State.Claiming(slot), new Command.Claim(slot));
  }

  private Step claimed(int slot, Reply reply) {
    if (reply instanceof Done) {
      return new Step(new State.Comparing(slot), new Command.AskTime());
    }
    if (!(reply instanceof Reply.Taken taken)) {
      throw unexpected(new State.Claiming(slot), reply);
    }
    if (index != null) {
      return leave(
          Exit.LATE,
          "injector %d of run %s was started before (%s), and a run is not joined twice: use a new"
                  .formatted(slot, run, taken.by())
              + " BROADSIDE_RUN_ID");
    }
    return slot + 1 < terms.shards()
        ? claim(slot + 1)
        : leave(
            Exit.SURPLUS,
            "all %d slots of run %s are taken: this injector is surplus, or the BROADSIDE_RUN_ID was used before"
                .formatted(terms.shards(), run));
  }

  private Step compared(int slot, Reply reply) {
    if (!(reply instanceof Reply.Time time)) {
      throw unexpected(new State.Comparing(slot), reply);
    }
    long limit = Terms.CLOCK_LIMIT.toNanos();
    if (time.leastAheadNanos() > limit) {
      return clockRejected(time.leastAheadNanos(), "behind the rendezvous table's");
    }
    if (time.mostAheadNanos() < -limit) {
      return clockRejected(-time.mostAheadNanos(), "ahead of the rendezvous table's");
    }
    return new Step(new State.Connecting(slot), new Command.Connect(slot));
  }

  private Step clockRejected(long nanos, String what) {
    return leave(
        Exit.CLOCK_REJECTED,
        "this injector's clock is at least %.1f s %s, limit %d s: let NTP set it"
            .formatted(nanos / 1e9, what, Terms.CLOCK_LIMIT.toSeconds()));
  }

  private Step connected(int slot, Reply reply, Moment now) {
    if (!(reply instanceof Reply.Connected)) {
      throw unexpected(new State.Connecting(slot), reply);
    }
    long deadline = now.nanos() + terms.barrierTimeout().toNanos();
    return new Step(new State.AtBarrier(slot, deadline), new Command.Arrive(slot));
  }

  private Step atBarrier(State.AtBarrier state, Reply reply, Moment now) {
    return switch (reply) {
      case Paused paused -> new Step(state, new Command.Look());
      case Seen(Barrier barrier, String aborted) when aborted != null ->
          leave(Exit.FAILED, "the run was aborted: " + aborted);
      case Seen(Barrier barrier, String aborted) ->
          barrier.isDecided() ? decided(state, barrier, now) : undecided(state, barrier, now);
      default -> throw unexpected(state, reply);
    };
  }

  private Step undecided(State.AtBarrier state, Barrier barrier, Moment now) {
    int ready = barrier.ready().size();
    boolean all = ready >= terms.shards();
    boolean over = now.nanos() - state.deadlineNanos() >= 0;
    if (all || (over && ready >= terms.quorum())) {
      long startAt = now.micros() + terms.lead().toNanos() / 1_000;
      int atLeast = all ? terms.shards() : terms.quorum();
      return new Step(state, new Command.Decide(new Decision.Start(startAt, atLeast)));
    }
    return over
        ? new Step(state, new Command.Decide(new Decision.Fail(tooFew(barrier.ready()))))
        : new Step(state, new Command.Pause(terms.poll().toNanos()));
  }

  private String tooFew(Set<Integer> ready) {
    String missing =
        IntStream.range(0, terms.shards())
            .filter(shard -> !ready.contains(shard))
            .limit(10)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    return "%d of %d injectors were ready %d s after one of them, %d are needed (not ready: %s): look at their logs, or allow a quorum"
        .formatted(
            ready.size(),
            terms.shards(),
            terms.barrierTimeout().toSeconds(),
            terms.quorum(),
            missing);
  }

  /**
   * A start is never further ahead than its lead, unless this clock is behind. One that is too near
   * says nothing of clocks: whoever wrote it may have been held up between looking and writing.
   */
  private Step decided(State.AtBarrier state, Barrier barrier, Moment now) {
    Long startAt = barrier.startAtMicros();
    if (startAt == null) {
      return leave(Exit.BARRIER_TIMEOUT, String.valueOf(barrier.failed()));
    }
    if (!barrier.starters().contains(state.slot())) {
      return leave(
          Exit.LATE,
          "run %s began without injector %d, with %s"
              .formatted(run, state.slot(), new TreeSet<>(barrier.starters())));
    }
    long aheadNanos = (startAt - now.micros()) * 1_000;
    long lead = terms.lead().toNanos();
    long limit = Terms.CLOCK_LIMIT.toNanos();
    if (aheadNanos > lead + limit) {
      return clockRejected(aheadNanos - lead, "behind that of the injector that set the start");
    }
    if (aheadNanos >= Terms.NOTICE.toNanos()) {
      return new Step(new State.Running(state.slot()), new Command.Begin(startAt));
    }
    return leave(
        Exit.LATE,
        "injector %d saw the start of run %s %.1f s too late: it was held up, or its clock is ahead"
            .formatted(state.slot(), run, (Terms.NOTICE.toNanos() - aheadNanos) / 1e9));
  }

  private Step measured(int slot, Reply reply) {
    if (!(reply instanceof Finished finished)) {
      throw unexpected(new State.Running(slot), reply);
    }
    return new Step(new State.Sending(slot, 0, finished), new Command.Send(slot, 0));
  }

  private static Step sent(State.Sending sending, Reply reply) {
    if (!(reply instanceof Done)) {
      throw unexpected(sending, reply);
    }
    int slot = sending.slot();
    int next = sending.part() + 1;
    return next < sending.result().parts()
        ? new Step(new State.Sending(slot, next, sending.result()), new Command.Send(slot, next))
        : new Step(new State.Confirming(slot, sending.result()), new Command.Confirm(slot));
  }

  private Step confirmed(State.Confirming confirming, Reply reply) {
    return switch (reply) {
      case Done done -> leave(confirming.result().code(), confirming.result().sentence());
      case Reply.Taken taken ->
          leave(
              Exit.FAILED,
              "injector %d of run %s has reported already (%s): its first report stands"
                  .formatted(confirming.slot(), run, taken.by()));
      default -> throw unexpected(confirming, reply);
    };
  }

  /** Where all are needed, nobody need wait for one that will not come. */
  private Step broke(State state, Broke broke) {
    boolean awaited = state instanceof State.Connecting || state instanceof State.AtBarrier;
    return awaited && terms.quorum() == terms.shards()
        ? new Step(new State.Aborting(broke), new Command.Abort(broke.sentence()))
        : leave(broke.code(), broke.sentence());
  }

  private static Step leave(int code, String sentence) {
    return new Step(new State.Left(), new Leave(code, sentence));
  }

  private static IllegalStateException unexpected(State state, Reply reply) {
    return new IllegalStateException(reply + " while " + state);
  }
}
