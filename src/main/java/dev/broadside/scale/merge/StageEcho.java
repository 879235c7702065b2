package dev.broadside.scale.merge;

import dev.broadside.scale.clock.ClockSource;
import dev.broadside.scale.clock.OffsetTrack;
import dev.broadside.scale.clock.ShardClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is left to a shard that could not ask the reference: what the reference published and it
 * received, and the other way round. No delivery takes negative time, so the error {@code k} of the
 * shard's clock is at most each first latency from the reference, and at least minus each one to
 * it: an echo through the stage, of all broadcasts of the run. At other moments both are wider by
 * what two oscillators may drift. The numbers stay as they are, so the bound is the end of the
 * interval that is farther from 0.
 */
final class StageEcho {
  private static final double PPM = OffsetTrack.DEFAULT_PPM;

  private StageEcho() {}

  /** At this moment of the run, {@code k} is at most so large; or, negated, at least. */
  private record Limit(long atNanos, long nanos) {}

  /** The results, with clocks that nothing better is known of. */
  static List<ShardResult> of(List<ShardResult> results) {
    Optional<ShardResult> reference =
        results.stream()
            .filter(result -> result.clock().source() == ClockSource.SAME)
            .min(Comparator.comparingInt(ShardResult::shard));
    return reference.isEmpty()
        ? results
        : results.stream().map(result -> heard(reference.get(), result)).toList();
  }

  private static ShardResult heard(ShardResult reference, ShardResult shard) {
    ClockSource source = shard.clock().source();
    if (source != ClockSource.NONE && source != ClockSource.ENVIRONMENT) {
      // Also one whose echoes contradict each other: it drifts by more than is allowed for here.
      return shard;
    }
    List<Limit> above = firsts(shard, reference.shard());
    List<Limit> below = firsts(reference, shard.shard());
    if (above.isEmpty() || below.isEmpty()) {
      return shard;
    }
    long from = Math.min(above.getFirst().atNanos(), below.getFirst().atNanos());
    long to = Math.max(above.getLast().atNanos(), below.getLast().atNanos());
    long most = most(above, from, to);
    long least = -most(below, from, to);
    long bound = Math.max(Math.abs(most), Math.abs(least));
    if (least > most || bound >= shard.clock().boundNanos()) {
      return shard;
    }
    return shard.withClock(
        new ShardClock(ClockSource.STAGE_ECHO, "", -most, -least, -PPM, PPM, bound));
  }

  private static List<Limit> firsts(ShardResult receiver, int publisher) {
    List<Limit> firsts = new ArrayList<>();
    for (BroadcastRow row : receiver.rows()) {
      if (row.publisher() == publisher && row.delivered() > 0) {
        firsts.add(new Limit(row.intendedMicros() * 1_000, row.firstNanos()));
      }
    }
    firsts.sort(Comparator.comparingLong(Limit::atNanos));
    return firsts;
  }

  /** The largest value that the limits leave anywhere between two moments. */
  private static long most(List<Limit> limits, long from, long to) {
    int count = limits.size();
    long[] tight = new long[count];
    for (int i = 0; i < count; i++) {
      long own = limits.get(i).nanos();
      tight[i] = i == 0 ? own : Math.min(own, tight[i - 1] + drift(limits, i - 1));
    }
    for (int i = count - 2; i >= 0; i--) {
      tight[i] = Math.min(tight[i], tight[i + 1] + drift(limits, i));
    }
    long most =
        Math.max(
            tight[0] + drift(limits.getFirst().atNanos() - from),
            tight[count - 1] + drift(to - limits.getLast().atNanos()));
    for (int i = 0; i < count - 1; i++) {
      // Between two, both reach so far at the most.
      most = Math.max(most, (tight[i] + tight[i + 1] + drift(limits, i) + 1) / 2);
    }
    return most;
  }

  private static long drift(List<Limit> limits, int from) {
    return drift(limits.get(from + 1).atNanos() - limits.get(from).atNanos());
  }

  private static long drift(long nanos) {
    return (long) Math.ceil(nanos * PPM / 1e6);
  }
}
