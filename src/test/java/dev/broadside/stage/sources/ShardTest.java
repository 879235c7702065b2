package dev.broadside.stage.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.template.EventSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ShardTest {
  @Test
  void aPoisonedItemHoldsUpItsLaneOnly() {
    Shard shard =
        new Shard(Changes.stream(Changes.batches(1, Duration.ZERO), 2, Changes.FOR_EVER), x -> {});
    shard.add(Changes.change(0, "a"), 0);
    shard.add(Changes.change(1, "a"), 0);
    shard.add(Changes.change(2, "b"), 0);
    List<Shard.Batch> batches = shard.begin(0);
    assertEquals(2, batches.size());
    batches.get(1).lane().ended(new Verdict.Failed(), 0);
    shard.add(Changes.change(3, "b"), 0);
    assertTrue(shard.begin(0).isEmpty());
    assertFalse(shard.begin(1_000_000_000L).isEmpty());
  }

  @Test
  void aShardThatHoldsEnoughIsFull() {
    Shard shard =
        new Shard(Changes.stream(Changes.batches(1, Duration.ZERO), 1, Changes.FOR_EVER), x -> {});
    for (int i = 0; i < 1_000; i++) {
      assertFalse(shard.isFull());
      shard.add(Changes.change(i, "a"), 0);
    }
    assertTrue(shard.isFull());
  }

  /**
   * Functions fail as chance will have it, in part or in whole, and batches end in any order. Each
   * change is done or, where retries are limited, discarded, and neither twice; no change begins
   * before those of its item that came earlier ended; no item is in two batches at once.
   */
  @Property(tries = 400)
  void nothingIsLostAndEachItemKeepsItsOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int lanes,
      @ForAll @IntRange(min = 1, max = 12) int size,
      @ForAll @IntRange(max = 2) int windowSeconds,
      @ForAll @IntRange(min = -1, max = 3) int retries,
      @ForAll boolean bisect) {
    EventSource.Retries limits = Changes.atMost(retries < 0 ? null : retries, bisect);
    World world =
        new World(
            new Random(seed),
            Changes.stream(
                Changes.batches(size, Duration.ofSeconds(windowSeconds)), lanes, limits));
    world.run(120);
    assertEquals(120, world.done.size() + world.discarded.size());
    assertTrue(retries >= 0 || world.discarded.isEmpty());
    assertTrue(world.open.values().stream().allMatch(Queue::isEmpty));
  }

  /** A shard, its function and their time. */
  private static final class World {
    private final Random random;
    private final Shard shard;
    private final Map<String, Queue<Change>> open = new HashMap<>();
    private final Set<Change> done = new HashSet<>();
    private final Set<Change> discarded = new HashSet<>();
    private final List<Shard.Batch> underWay = new ArrayList<>();
    private long now;

    World(Random random, EventSource.OfStream source) {
      this.random = random;
      this.shard = new Shard(source, gone -> gone.forEach(change -> settle(change, discarded)));
    }

    void run(int changes) {
      int added = 0;
      while (added < changes || !shard.isEmpty()) {
        now += random.nextInt(1_000) * 1_000_000L;
        for (int more = random.nextInt(10); more > 0 && added < changes; more--) {
          Change change = Changes.change(added++, "item" + random.nextInt(8));
          open.computeIfAbsent(change.item(), item -> new ArrayDeque<>()).add(change);
          shard.add(change, now);
        }
        shard.begin(now).forEach(this::begun);
        while (!underWay.isEmpty() && random.nextBoolean()) {
          end(underWay.remove(random.nextInt(underWay.size())));
        }
        assertTrue(now < 1_000_000_000_000_000L, "it goes on for ever");
      }
    }

    private void begun(Shard.Batch batch) {
      Set<String> items = new HashSet<>();
      batch.changes().forEach(change -> items.add(change.item()));
      for (Shard.Batch other : underWay) {
        assertTrue(other.changes().stream().noneMatch(change -> items.contains(change.item())));
      }
      Map<String, Queue<Change>> expected = new HashMap<>();
      for (Change change : batch.changes()) {
        Queue<Change> ofItem =
            expected.computeIfAbsent(
                change.item(),
                item -> new ArrayDeque<>(open.getOrDefault(item, new ArrayDeque<>())));
        assertEquals(ofItem.poll(), change);
      }
      underWay.add(batch);
    }

    private void end(Shard.Batch batch) {
      List<Change> changes = batch.changes();
      int kind = random.nextInt(3);
      int failed = random.nextInt(changes.size());
      int good = kind == 0 ? changes.size() : kind == 1 ? 0 : failed;
      changes.subList(0, good).forEach(change -> settle(change, done));
      batch
          .lane()
          .ended(
              switch (kind) {
                case 0 -> new Verdict.Done();
                case 1 -> new Verdict.Failed();
                default -> new Verdict.PartlyFailed(Set.of(changes.get(failed).id()));
              },
              now);
    }

    private void settle(Change change, Set<Change> how) {
      assertEquals(open.getOrDefault(change.item(), new ArrayDeque<>()).poll(), change);
      assertTrue(how.add(change));
    }
  }
}
