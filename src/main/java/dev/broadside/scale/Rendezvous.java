package dev.broadside.scale;

import dev.broadside.scale.Protocol.Moment;
import dev.broadside.scale.Protocol.Step;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An injector's way through its run: asks the {@link Protocol} what is next and does it, until it
 * leaves. One thread, and the heartbeat's.
 */
final class Rendezvous {
  private static final int LAST_WORDS = 5;
  private static final long BETWEEN_NANOS = Duration.ofMillis(300).toNanos();

  private final Protocol protocol;
  private final Table table;
  private final Parcel parcel;
  private final Work work;
  private final Supplier<Moment> clock;
  private final RandomGenerator random;

  private @Nullable Heartbeat heartbeat;
  private int slot = -1;
  private boolean over;

  Rendezvous(
      Protocol protocol,
      Table table,
      Parcel parcel,
      Work work,
      Supplier<Moment> clock,
      RandomGenerator random) {
    this.protocol = protocol;
    this.table = table;
    this.parcel = parcel;
    this.work = work;
    this.clock = clock;
    this.random = random;
  }

  /** Takes part until it leaves; its exit code, and why. */
  Work.Ended attend() {
    Step step = protocol.first();
    while (true) {
      if (step.command() instanceof Command.Leave(int code, String sentence)) {
        return left(new Work.Ended(code, sentence));
      }
      Reply reply = perform(step.command());
      if (step.command() instanceof Command.Claim(int claimed) && reply instanceof Reply.Done) {
        slot = claimed;
        heartbeat = new Heartbeat(table, claimed, work).start();
      }
      step = protocol.next(step, reply, clock.get());
    }
  }

  private Reply perform(Command command) {
    return switch (command) {
      case Command.ToTable request -> table.perform(request);
      case Command.Connect(int shard) -> {
        Work.Ended ended = work.connect(shard);
        yield ended == null ? new Reply.Connected() : broke(ended);
      }
      case Command.Pause(long nanos) -> pause(spread(nanos));
      case Command.Begin(long startAtMicros) ->
          switch (work.measure(startAtMicros)) {
            case Work.Ended ended -> broke(ended);
            case Work.Measured measured -> {
              parcel.fill(measured.result());
              over = true;
              yield new Reply.Finished(parcel.parts(), measured.code(), measured.sentence());
            }
          };
      case Command.Leave leave -> throw new IllegalStateException("it has left");
    };
  }

  /** Work that is over cannot be ended by waiting, and what it came to is worth the wait. */
  private Reply pause(long nanos) {
    if (over) {
      work.rest(nanos);
      return new Reply.Paused();
    }
    Work.Ended ended = work.pause(nanos);
    return ended == null ? new Reply.Paused() : broke(ended);
  }

  private Reply broke(Work.Ended ended) {
    over = true;
    return new Reply.Broke(ended.code(), ended.sentence());
  }

  /** Three quarters to five quarters: injectors that began together must not ask together. */
  private long spread(long nanos) {
    return nanos * 3 / 4 + random.nextLong(nanos / 2 + 1);
  }

  /** Whoever watches the run should know how it left, so it is worth more than one try. */
  private Work.Ended left(Work.Ended how) {
    Heartbeat beating = heartbeat;
    if (beating == null) {
      return how;
    }
    beating.close();
    Beat last = new Beat(work.progress(), how.code(), how.sentence());
    for (int i = 0; i < LAST_WORDS; i++) {
      if (!(table.beat(slot, last) instanceof Reply.Unclear)) {
        break;
      }
      work.rest(spread(BETWEEN_NANOS));
    }
    return how;
  }
}
