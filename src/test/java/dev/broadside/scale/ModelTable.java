package dev.broadside.scale;

import dev.broadside.scale.Command.Decision;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the table does, as values: the truth that the interleavings and the real table are held to.
 */
record ModelTable(
    @Nullable String plan,
    Map<Integer, String> slots,
    Barrier barrier,
    @Nullable String aborted,
    Set<String> parts,
    Map<Integer, String> done) {

  static final ModelTable EMPTY =
      new ModelTable(null, Map.of(), Barrier.EMPTY, null, Set.of(), Map.of());

  /** The table afterwards, and what it answered. */
  record Answer(ModelTable table, Reply reply) {}

  Answer perform(Command.ToTable command, String owner, String what) {
    return switch (command) {
      case Command.Announce announce ->
          plan == null || plan.equals(what)
              ? done(new ModelTable(what, slots, barrier, aborted, parts, done))
              : taken(plan);
      case Command.Claim(int slot) -> {
        String by = slots.getOrDefault(slot, owner);
        yield by.equals(owner)
            ? done(new ModelTable(plan, with(slots, slot, owner), barrier, aborted, parts, done))
            : taken(by);
      }
      case Command.AskTime ask -> new Answer(this, new Reply.Time(-1, 1));
      case Command.Arrive(int slot) -> {
        Set<Integer> ready = new HashSet<>(barrier.ready());
        ready.add(slot);
        yield seen(
            new Barrier(ready, barrier.startAtMicros(), barrier.starters(), barrier.failed()));
      }
      case Command.Look look -> new Answer(this, new Reply.Seen(barrier, aborted));
      case Command.Decide(Decision decision) -> seen(barrier.isDecided() ? barrier : by(decision));
      case Command.Abort(String why) ->
          done(new ModelTable(plan, slots, barrier, aborted == null ? why : aborted, parts, done));
      case Command.Send(int slot, int part) -> {
        Set<String> more = new TreeSet<>(parts);
        more.add(slot + "#" + owner + "#" + part);
        yield done(new ModelTable(plan, slots, barrier, aborted, more, done));
      }
      case Command.Confirm(int slot) -> {
        String by = done.getOrDefault(slot, owner);
        yield by.equals(owner)
            ? done(new ModelTable(plan, slots, barrier, aborted, parts, with(done, slot, owner)))
            : taken(by);
      }
    };
  }

  private Barrier by(Decision decision) {
    return switch (decision) {
      case Decision.Start(long startAt, int atLeast) ->
          barrier.ready().size() >= atLeast
              ? new Barrier(barrier.ready(), startAt, barrier.ready(), null)
              : barrier;
      case Decision.Fail(String why) -> new Barrier(barrier.ready(), null, Set.of(), why);
    };
  }

  private Answer seen(Barrier after) {
    return new Answer(
        new ModelTable(plan, slots, after, aborted, parts, done), new Reply.Seen(after, null));
  }

  private static Answer done(ModelTable after) {
    return new Answer(after, new Reply.Done());
  }

  private Answer taken(String by) {
    return new Answer(this, new Reply.Taken(by));
  }

  private static Map<Integer, String> with(Map<Integer, String> map, int key, String value) {
    Map<Integer, String> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }
}
