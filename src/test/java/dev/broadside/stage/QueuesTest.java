package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.template.Queue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueuesTest {
  private static Queue queue(String name, @Nullable String dead) {
    return new Queue(name, name, Map.of(), dead);
  }

  @Test
  void aDeadLetterQueueComesBeforeWhatLeadsToIt() {
    List<Queue> queues =
        List.of(queue("a", "b"), queue("b", "c"), queue("d", "c"), queue("c", null));
    assertEquals(
        List.of("c", "b", "d", "a"), Queues.inOrder(queues).stream().map(Queue::name).toList());
  }
}
