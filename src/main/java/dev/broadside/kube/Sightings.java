package dev.broadside.kube;

import dev.broadside.kube.Standing.Ended;
import dev.broadside.kube.Standing.Obstacle;
import dev.broadside.kube.Standing.Running;
import dev.broadside.kube.Standing.Waiting;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has been seen of a run's pods: who waits for how long, who is gone, and whether enough can
 * still come. It reads no clock; times are those of {@link System#nanoTime}.
 */
final class Sightings {
  /** What passes within it is not worth a line. */
  private static final Duration WORTH_A_LINE = Duration.ofSeconds(10);

  private final int shards;
  private final int quorum;
  private final Map<Integer, Standing> now = new TreeMap<>();
  private final Map<Integer, Long> waitingSince = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private long nanos;
  private boolean stopping;
  private @Nullable Obstacle explanation;

  Sightings(int shards, int quorum, long nanos) {
    this.shards = shards;
    this.quorum = quorum;
    this.nanos = nanos;
    for (int shard = 0; shard < shards; shard++) {
      now.put(shard, new Waiting(noPod()));
      waitingSince.put(shard, nanos);
    }
  }

  private static Obstacle noPod() {
    return Obstacle.unknown("of an injector is not there and");
  }

  /**
   * What the cluster shows at one moment.
   *
   * @param pods by index
   * @param jobEnd why the Job makes no pods any more; {@code null} while it does
   */
  void saw(Map<Integer, Standing> pods, @Nullable String jobEnd, long atNanos) {
    nanos = atNanos;
    for (int shard = 0; shard < shards; shard++) {
      Standing before = now.getOrDefault(shard, new Running());
      if (!(before instanceof Ended)) {
        change(shard, before, next(before, pods.get(shard), jobEnd));
      }
    }
  }

  private Standing next(Standing before, @Nullable Standing seen, @Nullable String jobEnd) {
    if (seen == null) {
      if (jobEnd != null) {
        return new Ended(jobEnd);
      }
      return before instanceof Running ? new Ended("its pod was deleted") : before;
    }
    boolean known =
        before instanceof Waiting was
            && was.obstacle().equals(explanation)
            && seen instanceof Waiting is
            && is.obstacle().isUnknown();
    return known ? before : seen;
  }

  /** Patience begins again where something else is in the way. */
  private void change(int shard, Standing before, Standing after) {
    boolean same =
        before instanceof Waiting was
            && after instanceof Waiting is
            && was.obstacle().remedy().equals(is.obstacle().remedy());
    if (!same) {
      waitingSince.put(shard, nanos);
    }
    now.put(shard, after);
  }

  /** Explains what nobody has explained, by what the cluster's events say. */
  void explain(Obstacle obstacle) {
    explanation = obstacle;
    now.replaceAll(
        (shard, standing) ->
            standing instanceof Waiting waiting && waiting.obstacle().isUnknown()
                ? new Waiting(obstacle)
                : standing);
  }

  /** Whether somebody waits, longer than usual, and nobody knows why. */
  boolean isUnexplained() {
    return shardsThat(
            standing -> standing instanceof Waiting waiting && waiting.obstacle().isUnknown())
        .anyMatch(shard -> waited(shard).compareTo(WORTH_A_LINE) > 0);
  }

  private Stream<Integer> shardsThat(Predicate<Standing> are) {
    return now.entrySet().stream().filter(each -> are.test(each.getValue())).map(Map.Entry::getKey);
  }

  private Duration waited(int shard) {
    return Duration.ofNanos(nanos - waitingSince.getOrDefault(shard, nanos));
  }

  /** From now on nobody who does not run is waited for. */
  void stop() {
    stopping = true;
  }

  /** Whether no pod will do anything any more. */
  boolean areOver() {
    return now.entrySet().stream().allMatch(each -> isOver(each.getKey(), each.getValue()));
  }

  private boolean isOver(int shard, Standing standing) {
    return switch (standing) {
      case Running running -> false;
      case Ended ended -> true;
      case Waiting waiting -> stopping || isStuck(shard, waiting.obstacle());
    };
  }

  private boolean isStuck(int shard, Obstacle obstacle) {
    return waited(shard).compareTo(obstacle.patience()) >= 0;
  }

  /** Those that are gone, and those that will not come while so many may be missing. */
  Map<Integer, String> gone() {
    boolean tolerable = stuck() <= shards - quorum;
    Map<Integer, String> gone = new TreeMap<>();
    now.forEach(
        (shard, standing) -> {
          if (standing instanceof Ended(String how)) {
            gone.put(shard, how);
          } else if (tolerable
              && standing instanceof Waiting(Obstacle obstacle)
              && isStuck(shard, obstacle)) {
            gone.put(shard, obstacle.why());
          }
        });
    return gone;
  }

  private long stuck() {
    return now.entrySet().stream()
        .filter(
            each ->
                each.getValue() instanceof Waiting(Obstacle obstacle)
                    && isStuck(each.getKey(), obstacle))
        .count();
  }

  /** Why fewer than the quorum can come; empty while enough can. */
  String hopeless() {
    long stuck = stuck();
    return stuck <= shards - quorum ? "" : sentence(stuck, this::isStuckNow);
  }

  private boolean isStuckNow(Map.Entry<Integer, Standing> each) {
    return each.getValue() instanceof Waiting(Obstacle obstacle)
        && isStuck(each.getKey(), obstacle);
  }

  private String sentence(long count, Predicate<Map.Entry<Integer, Standing>> which) {
    return now.entrySet().stream()
        .filter(which)
        .map(Map.Entry::getValue)
        .filter(Waiting.class::isInstance)
        .map(standing -> ((Waiting) standing).obstacle())
        .findFirst()
        .map(
            obstacle ->
                "%d of %d injectors do not start: %s; %s"
                    .formatted(count, shards, obstacle.why(), obstacle.remedy()))
        .orElse("");
  }

  /** A line about what is in the way, once for each kind. */
  Optional<String> news() {
    Predicate<Map.Entry<Integer, Standing>> late =
        each ->
            each.getValue() instanceof Waiting(Obstacle obstacle)
                && !obstacle.isUnknown()
                && waited(each.getKey()).compareTo(WORTH_A_LINE) > 0;
    String kind =
        now.entrySet().stream()
            .filter(late)
            .map(each -> ((Waiting) each.getValue()).obstacle().remedy())
            .findFirst()
            .orElse("");
    if (kind.isEmpty() || !told.add(kind)) {
      return Optional.empty();
    }
    return Optional.of(sentence(now.entrySet().stream().filter(late).count(), late));
  }
}
