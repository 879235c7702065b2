package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class OutboxTest {
  private final List<List<String>> batches = new ArrayList<>();
  private final List<Integer> pauses = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();

  private Outbox<String> outbox(QueueSender queue) {
    return new Outbox<>(
        bodies -> {
          batches.add(bodies);
          return queue.send(bodies);
        },
        pauses::add,
        failed::add);
  }

  @Test
  void tenGoInABatchOverTheBordersOfCauses() {
    Outbox<String> outbox = outbox(bodies -> Set.of());
    IntStream.range(0, 12).forEach(i -> outbox.add("user " + i / 5, "m" + i));
    outbox.flush();
    outbox.flush();
    assertEquals(List.of(10, 2), batches.stream().map(List::size).toList());
    assertEquals(List.of(), failed);
    assertEquals(List.of(), pauses);
  }

  @Test
  void onlyWhatWasNotTakenGoesAgain() {
    Outbox<String> outbox =
        outbox(
            bodies ->
                batches.size() == 1 ? Set.of(2, 0) : batches.size() == 2 ? Set.of(1) : Set.of());
    IntStream.range(0, 3).forEach(i -> outbox.add("user", "m" + i));
    outbox.flush();
    assertEquals(List.of(List.of("m0", "m1", "m2"), List.of("m0", "m2"), List.of("m2")), batches);
    assertEquals(List.of(2, 3), pauses);
    assertEquals(List.of(), failed);
  }

  @Test
  void whatIsNeverTakenFailsItsOwnCauseOnly() {
    Outbox<String> outbox = outbox(bodies -> Set.of(bodies.indexOf("bad")));
    outbox.add("one", "good");
    outbox.add("two", "bad");
    outbox.flush();
    assertEquals(List.of("two"), failed);
    assertEquals(Outbox.ATTEMPTS, batches.size());
  }

  /** Whatever is refused when, what is not said to have failed was taken, and exactly once. */
  @Property(tries = 100)
  void nothingIsLostBetweenTakenAndFailed(
      @ForAll @Size(max = 60) List<@IntRange(max = 150_000) Integer> lengths, @ForAll long seed) {
    Random random = new Random(seed);
    List<String> taken = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    Outbox<String> outbox =
        new Outbox<>(
            bodies -> {
              int bytes = bodies.stream().mapToInt(String::length).sum();
              assertTrue(bodies.size() <= Outbox.MOST_ENTRIES && !bodies.isEmpty());
              assertTrue(bytes <= Outbox.MOST_BYTES, bytes + " bytes");
              Set<Integer> refused = new HashSet<>();
              for (int i = 0; i < bodies.size(); i++) {
                if (random.nextInt(3) == 0) {
                  refused.add(i);
                } else {
                  taken.add(bodies.get(i));
                }
              }
              return refused;
            },
            attempt -> {},
            lost::add);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < lengths.size(); i++) {
      String body = i + ":" + "x".repeat(lengths.get(i));
      all.add(body);
      outbox.add(body, body);
    }
    outbox.flush();
    List<String> ended = new ArrayList<>(taken);
    ended.addAll(lost);
    assertEquals(all.stream().sorted().toList(), ended.stream().sorted().toList());
  }
}
