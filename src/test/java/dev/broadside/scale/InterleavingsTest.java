package dev.broadside.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scale.ModelWorld.Node;
import dev.broadside.scale.ModelWorld.Rules;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Visits every world that a few injectors and their table can come to. */
@Order(1)
final class InterleavingsTest {
  private static Terms terms(int shards, int quorum) {
    return new Terms(
        shards, quorum, Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(1));
  }

  private static Rules rules(Terms terms, int injectors, boolean lazy, boolean crashes) {
    return new Rules(
        IntStream.range(0, injectors).mapToObj(i -> new Protocol("r", terms, null)).toList(),
        lazy,
        crashes);
  }

  /** Visits all worlds: each of them is safe, and each last one as {@code end} wants it. */
  private static void explore(Rules rules, int faults, Terms terms, Consumer<ModelWorld> end) {
    ModelWorld first = ModelWorld.of(rules, faults);
    Set<ModelWorld> seen = new HashSet<>(Set.of(first));
    Deque<ModelWorld> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      ModelWorld world = open.removeLast();
      requireSafe(world, terms);
      List<ModelWorld> next = new ArrayList<>();
      world.successors(rules, next::add);
      if (next.isEmpty()) {
        assertTrue(world.isOver(), () -> "somebody is stuck in " + world);
        end.accept(world);
      }
      next.stream().filter(seen::add).forEach(open::add);
    }
  }

  /** Whoever begins does so at the one time that is written, in time, and is written down. */
  private static void requireSafe(ModelWorld world, Terms terms) {
    Barrier barrier = world.table().barrier();
    for (Node node : world.nodes()) {
      Node.Began began = node.began();
      if (began != null) {
        assertEquals(barrier.startAtMicros(), began.startAtMicros(), world::toString);
        long aheadMillis = began.startAtMicros() / 1_000 - began.toldMillis();
        assertTrue(aheadMillis >= Terms.NOTICE.toMillis(), world::toString);
        assertTrue(barrier.starters().contains(slot(world, node)), world::toString);
        assertTrue(barrier.starters().size() >= terms.quorum(), world::toString);
      }
    }
  }

  private static @Nullable Integer slot(ModelWorld world, Node node) {
    return world.table().slots().entrySet().stream()
        .filter(entry -> entry.getValue().equals(node.owner()))
        .map(java.util.Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private static List<@Nullable Integer> codes(ModelWorld world) {
    List<@Nullable Integer> codes = new ArrayList<>();
    world.nodes().forEach(node -> codes.add(node.left() == null ? null : node.left().code()));
    return codes;
  }

  @Test
  void whenNobodySleepsAndNothingIsLostAllBeginAndTheSurplusLeaves() {
    Terms terms = terms(3, 3);
    explore(
        rules(terms, 4, false, false),
        0,
        terms,
        end -> assertEquals(List.of(0, 0, 0, Exit.SURPLUS), codes(end).stream().sorted().toList()));
  }

  @Test
  void anyTwoRepliesOrRequestsMayBeLostAndAllBegin() {
    Terms terms = terms(2, 2);
    explore(
        rules(terms, 2, false, false), 2, terms, end -> assertEquals(List.of(0, 0), codes(end)));
  }

  @Test
  void whoeverDiesTheOthersLeaveInTime() {
    Terms terms = terms(2, 2);
    explore(rules(terms, 2, true, true), 1, terms, InterleavingsTest::requireNoHalf);
  }

  @Test
  void withAQuorumTheOthersBegin() {
    Terms terms = terms(3, 2);
    explore(rules(terms, 3, false, true), 1, terms, InterleavingsTest::requireNoHalf);
  }

  @Test
  void whoComesAfterAQuorumHasBegunIsLate() {
    Terms terms = terms(2, 1);
    explore(rules(terms, 2, true, true), 1, terms, InterleavingsTest::requireNoHalf);
  }

  private static void requireNoHalf(ModelWorld end) {
    Barrier barrier = end.table().barrier();
    for (Node node : end.nodes()) {
      Command.Leave left = node.left();
      if (left == null) {
        continue;
      }
      switch (left.code()) {
        case Exit.DONE -> assertEquals(node.owner(), end.table().done().get(slot(end, node)));
        case Exit.LATE, Exit.SURPLUS -> assertNull(node.began(), end::toString);
        case Exit.BARRIER_TIMEOUT -> assertNull(barrier.startAtMicros(), end::toString);
        default -> throw new AssertionError(left + " in " + end);
      }
    }
  }
}
