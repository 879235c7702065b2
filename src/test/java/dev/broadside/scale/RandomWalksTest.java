package dev.broadside.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scale.ModelWorld.Node;
import dev.broadside.scale.ModelWorld.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Larger runs than can be visited as a whole: any number of ways through them. */
final class RandomWalksTest {
  @Property(tries = 300)
  void whateverHappensThoseWhoBeginBeginTogether(
      @ForAll @IntRange(min = 1, max = 8) int shards,
      @ForAll @IntRange(min = 0, max = 2) int surplus,
      @ForAll @IntRange(min = 1, max = 8) int quorum,
      @ForAll @IntRange(min = 0, max = 6) int faults,
      @ForAll boolean lazy,
      @ForAll long seed) {
    Terms terms =
        new Terms(
            shards,
            Math.min(quorum, shards),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1));
    Rules rules =
        new Rules(
            IntStream.range(0, shards + surplus)
                .mapToObj(i -> new Protocol("r", terms, null))
                .toList(),
            lazy,
            true);
    ModelWorld end = walk(ModelWorld.of(rules, faults), rules, new Random(seed));
    Set<Long> starts = new HashSet<>();
    for (Node node : end.nodes()) {
      Node.Began began = node.began();
      if (began != null) {
        starts.add(began.startAtMicros());
        long aheadMillis = began.startAtMicros() / 1_000 - began.toldMillis();
        assertTrue(aheadMillis >= Terms.NOTICE.toMillis(), "there is time to begin");
      }
    }
    assertTrue(starts.size() <= 1, "all begin at one time: " + starts);
    if (faults == 0 && !lazy) {
      assertEquals(shards, codes(end, Exit.DONE));
      assertEquals(surplus, codes(end, Exit.SURPLUS));
    }
  }

  private static ModelWorld walk(ModelWorld first, Rules rules, Random random) {
    ModelWorld world = first;
    while (true) {
      List<ModelWorld> next = new ArrayList<>();
      world.successors(rules, next::add);
      if (next.isEmpty()) {
        assertTrue(world.isOver(), "nobody is stuck");
        return world;
      }
      world = next.get(random.nextInt(next.size()));
    }
  }

  private static long codes(ModelWorld end, int code) {
    return end.nodes().stream().filter(n -> n.left() != null && n.left().code() == code).count();
  }
}
