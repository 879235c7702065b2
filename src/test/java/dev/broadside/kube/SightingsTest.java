package dev.broadside.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.kube.Standing.Ended;
import dev.broadside.kube.Standing.Obstacle;
import dev.broadside.kube.Standing.Running;
import dev.broadside.kube.Standing.Waiting;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Patience, by a clock that the test turns. */
final class SightingsTest {
  private static final Standing RUNNING = new Running();
  private static final Standing NO_NODE =
      new Waiting(new Obstacle("no node", "add nodes", Obstacle.LONG));
  private static final Standing NO_IMAGE = new Waiting(Obstacle.soon("no image", "push it"));

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void anImageIsWaitedForShortlyAndANodeLonger() {
    Sightings image = new Sightings(2, 2, 0);
    Sightings node = new Sightings(2, 2, 0);
    for (int second = 1; second <= 100; second++) {
      image.saw(Map.of(0, RUNNING, 1, NO_IMAGE), null, seconds(second));
      node.saw(Map.of(0, RUNNING, 1, NO_NODE), null, seconds(second));
    }
    assertEquals("1 of 2 injectors do not start: no image; push it", image.hopeless());
    assertEquals("", node.hopeless());
    node.saw(Map.of(0, RUNNING, 1, NO_NODE), null, seconds(400));
    assertEquals("1 of 2 injectors do not start: no node; add nodes", node.hopeless());
  }

  @Test
  void patienceBeginsAgainWithAnotherObstacle() {
    Sightings sightings = new Sightings(1, 1, 0);
    sightings.saw(Map.of(0, NO_NODE), null, seconds(1));
    sightings.saw(Map.of(0, NO_NODE), null, seconds(299));
    sightings.saw(Map.of(0, NO_IMAGE), null, seconds(300));
    sightings.saw(Map.of(0, NO_IMAGE), null, seconds(320));
    assertEquals("", sightings.hopeless());
  }

  @Test
  void whoMayBeMissingIsGoneAndNotMourned() {
    Sightings sightings = new Sightings(3, 2, 0);
    sightings.saw(Map.of(0, RUNNING, 1, RUNNING, 2, NO_IMAGE), null, seconds(1));
    sightings.saw(Map.of(0, RUNNING, 1, RUNNING, 2, NO_IMAGE), null, seconds(60));
    assertEquals("", sightings.hopeless());
    assertEquals(Map.of(2, "no image"), sightings.gone());
    assertFalse(sightings.areOver());
    sightings.saw(Map.of(0, new Ended("a"), 1, new Ended("b"), 2, NO_IMAGE), null, seconds(61));
    assertTrue(sightings.areOver());
  }

  @Test
  void whoIsStoppedDoesNotWaitForWhoNeverCame() {
    Sightings sightings = new Sightings(2, 2, 0);
    sightings.saw(Map.of(0, RUNNING, 1, NO_NODE), null, seconds(1));
    sightings.stop();
    assertFalse(sightings.areOver(), "who runs is waited for");
    sightings.saw(Map.of(0, new Ended("exit code 1"), 1, NO_NODE), null, seconds(3));
    assertTrue(sightings.areOver());
  }

  @Test
  void aPodThatVanishesIsGone() {
    Sightings sightings = new Sightings(2, 2, 0);
    sightings.saw(Map.of(0, RUNNING, 1, RUNNING), null, seconds(1));
    sightings.saw(Map.of(0, RUNNING), null, seconds(2));
    assertEquals(Map.of(1, "its pod was deleted"), sightings.gone());
    sightings.saw(Map.of(), "its Job was deleted", seconds(3));
    assertEquals(Map.of(0, "its Job was deleted", 1, "its pod was deleted"), sightings.gone());
  }

  @Test
  void aPodThatIsNotMadeIsExplainedByAnEvent() {
    Sightings sightings = new Sightings(2, 2, 0);
    sightings.saw(Map.of(), null, seconds(5));
    assertFalse(sightings.isUnexplained());
    sightings.saw(Map.of(), null, seconds(12));
    assertTrue(sightings.isUnexplained());
    sightings.explain(Obstacle.soon("exceeded quota: pods", "correct it"));
    assertFalse(sightings.isUnexplained());
    sightings.saw(Map.of(), null, seconds(60));
    assertTrue(sightings.hopeless().contains("exceeded quota"), sightings.hopeless());
  }

  @Test
  void anExplanationStaysUntilSomethingElseIsSeen() {
    Sightings sightings = new Sightings(1, 1, 0);
    Standing unknown = new Waiting(Obstacle.unknown("p"));
    sightings.saw(Map.of(0, unknown), null, seconds(12));
    sightings.explain(Obstacle.explained("FailedMount: secret \"tok\" not found"));
    sightings.saw(Map.of(0, unknown), null, seconds(14));
    assertFalse(sightings.isUnexplained());
    sightings.saw(Map.of(0, unknown), null, seconds(140));
    assertTrue(sightings.hopeless().contains("secret \"tok\" not found"), sightings.hopeless());
    sightings.saw(Map.of(0, RUNNING), null, seconds(141));
    assertEquals("", sightings.hopeless());
  }

  @Test
  void whatIsInTheWayIsToldOnce() {
    Sightings sightings = new Sightings(3, 3, 0);
    sightings.saw(Map.of(0, RUNNING, 1, NO_NODE, 2, NO_NODE), null, seconds(1));
    assertEquals(Optional.empty(), sightings.news());
    sightings.saw(Map.of(0, RUNNING, 1, NO_NODE, 2, NO_NODE), null, seconds(12));
    assertEquals(
        Optional.of("2 of 3 injectors do not start: no node; add nodes"), sightings.news());
    assertEquals(Optional.empty(), sightings.news());
  }

  /** Whatever a cluster shows, in any order: the dead stay dead, and nobody is both. */
  @Property(tries = 300)
  void whoIsGoneStaysGone(
      @ForAll @Size(max = 40) List<@IntRange(max = 14) Integer> shown,
      @ForAll @IntRange(min = 1, max = 3) int quorum) {
    Sightings sightings = new Sightings(3, quorum, 0);
    List<Standing> kinds = List.of(RUNNING, NO_NODE, NO_IMAGE, new Ended("exit code 0"));
    Set<Integer> ended = new HashSet<>();
    int second = 0;
    for (int what : shown) {
      int shard = what % 3;
      int kind = what / 3;
      Map<Integer, Standing> pods = new TreeMap<>();
      if (kind < kinds.size()) {
        pods.put(shard, kinds.get(kind));
      }
      sightings.saw(pods, null, seconds(second += 20));
      if (kind == kinds.indexOf(kinds.getLast())) {
        ended.add(shard);
      }
      assertTrue(sightings.gone().keySet().containsAll(ended));
      assertTrue(sightings.areOver() || sightings.gone().size() < 3);
    }
    sightings.stop();
    sightings.saw(Map.of(), "its Job was deleted", seconds(second + 1));
    assertTrue(sightings.areOver());
  }
}
