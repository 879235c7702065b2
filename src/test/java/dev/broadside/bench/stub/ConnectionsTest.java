package dev.broadside.bench.stub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private final Connections connections = new Connections();

  @Test
  void aThrottledConnectionTakesEveryOtherPost() {
    String id = Fate.THROTTLED.ids(1).getFirst();
    List<Integer> statuses =
        IntStream.range(0, 4).mapToObj(i -> connections.answer(id).status()).toList();
    assertEquals(List.of(429, 200, 429, 200), statuses);
  }

  @Test
  void anIdOfAwsIsAnOpenConnection() {
    assertEquals(200, connections.answer("BFaT_fALIAMCKug=").status());
    assertEquals(410, connections.answer(Fate.GONE.ids(1).getFirst()).status());
  }

  @Test
  void whatWarmsUpDoesNotWait() {
    connections.take(PostDelay.FIFTEEN);
    assertEquals(
        TimeUnit.MILLISECONDS.toNanos(15),
        connections.answer(Fate.OPEN.ids(1).getFirst()).afterNanos());
    assertEquals(0, connections.answer(Fate.AT_ONCE.ids(1).getFirst()).afterNanos());
  }

  @Test
  void aDelayThatIsToldAgainIsDrawnAgain() {
    connections.take(PostDelay.HEAVY_TAIL);
    Connections.Answer first = connections.answer("a");
    assertNotEquals(first, connections.answer("a"));
    connections.take(PostDelay.HEAVY_TAIL);
    assertEquals(first, connections.answer("a"));
  }

  @Test
  void allIdsAreAsLongAsOnesOfAwsAndNoTwoTheSame() {
    HashSet<String> ids = new HashSet<>();
    for (Fate fate : Fate.values()) {
      ids.addAll(fate.ids(1_000));
      fate.ids(10).forEach(id -> assertEquals(fate, Fate.of(id)));
    }
    assertEquals(4_000, ids.size());
    ids.forEach(id -> assertEquals(16, id.length()));
  }

  @Test
  void aDelayIsReadAsItIsWritten() {
    for (PostDelay delay : List.of(PostDelay.NONE, PostDelay.FIVE, PostDelay.HEAVY_TAIL)) {
      assertEquals(delay, PostDelay.of(delay.toString()));
    }
  }
}
