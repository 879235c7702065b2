package dev.broadside.stage.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class AssemblyTest {
  private static final long SECOND = 1_000_000_000L;
  private static final byte[] LARGE = new byte[2 << 20];
  private static final byte[] SMALL = new byte[100];

  private static Assembly<Message> assembly(int size, int seconds) {
    return new Assembly<>(Changes.batches(size, Duration.ofSeconds(seconds)));
  }

  private static Message message(int bytes) {
    return new Message("m", "r", new byte[bytes]);
  }

  @Test
  void withoutAWindowWhateverIsThereIsABatch() {
    Assembly<Message> assembly = assembly(10, 0);
    assertFalse(assembly.isDue(0));
    assembly.add(message(1), 0);
    assertTrue(assembly.isDue(0));
    assertEquals(1, assembly.take().size());
    assertEquals(Long.MAX_VALUE, assembly.nanosUntilDue(0));
  }

  @Test
  void aWindowCountsFromTheFirstRecord() {
    Assembly<Message> assembly = assembly(10, 2);
    assembly.add(message(1), SECOND);
    assembly.add(message(1), 2 * SECOND);
    assertEquals(SECOND, assembly.nanosUntilDue(2 * SECOND));
    assertTrue(assembly.isDue(3 * SECOND));
  }

  @Test
  void aFullBatchWaitsForNoWindowAndTheRestBeginsAnother() {
    Assembly<Message> assembly = assembly(2, 2);
    for (int i = 0; i < 3; i++) {
      assembly.add(message(1), 0);
    }
    assertTrue(assembly.isDue(0));
    assertEquals(2, assembly.take().size());
    assertFalse(assembly.isDue(0));
    assertTrue(assembly.isDue(2 * SECOND));
  }

  @Test
  void sixMegabytesAreFull() {
    Assembly<Message> assembly = assembly(10, 2);
    for (int i = 0; i < 6; i++) {
      assembly.add(message(1 << 20), 0);
    }
    assertTrue(assembly.isDue(0));
    assertEquals(5, assembly.take().size());
    assertEquals(1, assembly.count());
  }

  @Property(tries = 25)
  void batchesAreWhatWasAddedInItsOrderAndNoneIsTooLarge(
      @ForAll @IntRange(min = 1, max = 8) int size, @ForAll @Size(max = 15) List<Boolean> large) {
    Assembly<Message> assembly = assembly(size, 0);
    List<Message> added = new ArrayList<>();
    List<Message> taken = new ArrayList<>();
    for (boolean isLarge : large) {
      added.add(new Message("m" + added.size(), "r", isLarge ? LARGE : SMALL));
      assembly.add(added.getLast(), 0);
    }
    while (assembly.count() > 0) {
      List<Message> batch = assembly.take();
      assertTrue(batch.size() <= size);
      assertTrue(batch.size() == 1 || SourceRecord.event(batch).length <= 6 << 20);
      taken.addAll(batch);
    }
    assertEquals(added, taken);
  }
}
