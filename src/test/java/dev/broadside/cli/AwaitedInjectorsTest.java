package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scale.Roster;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of injectors that somebody else starts only the table is known. */
final class AwaitedInjectorsTest {
  private final AtomicLong now = new AtomicLong();
  private final AwaitedInjectors injectors =
      new AwaitedInjectors(2, Duration.ofMinutes(10), now::get);

  private static Roster.Standing standing(@Nullable Long... exitCodes) {
    Map<Integer, Roster.Member> members = new HashMap<>();
    for (int shard = 0; shard < exitCodes.length; shard++) {
      members.put(shard, new Roster.Member(shard, "h", "", exitCodes[shard], "", false));
    }
    return new Roster.Standing(null, Set.of(), null, members);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void nobodyIsWaitedForInVainOnceAllHaveLeft() {
    injectors.saw(standing(0L, null));
    assertFalse(injectors.areOver());
    injectors.saw(standing(0L, 42L));
    assertTrue(injectors.areOver());
    assertEquals(Map.of(0, "exit code 0", 1, "exit code 42"), injectors.gone());
  }

  @Test
  void theFirstMayTakeAsLongAsItLikes() {
    injectors.saw(standing());
    pass(Duration.ofHours(5));
    assertFalse(injectors.areOver());
    injectors.saw(standing((Long) null));
    pass(Duration.ofMinutes(9));
    assertFalse(injectors.areOver());
    pass(Duration.ofMinutes(1));
    assertTrue(injectors.areOver());
  }

  @Test
  void whoIsStoppedWaitsForThoseWhoCame() {
    injectors.saw(standing((Long) null));
    injectors.stopped();
    assertFalse(injectors.areOver());
    injectors.saw(standing(1L));
    assertTrue(injectors.areOver());
  }

  @Test
  void whoIsStoppedBeforeAnybodyCameIsOver() {
    injectors.saw(standing());
    injectors.stopped();
    assertTrue(injectors.areOver());
  }

  @Test
  void whoIsStoppedDoesNotWaitForTheDead() {
    injectors.saw(standing(null, null));
    injectors.stopped();
    pass(Duration.ofMinutes(2));
    assertTrue(injectors.areOver());
  }
}
