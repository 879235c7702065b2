package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.gate.Suite.Block;
import dev.broadside.gate.Suite.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SuiteTest {
  private static Suite suite(int benchmarks, long seed) {
    return new Suite(benchmarks, Rules.STANDARD, new SplittableRandom(seed));
  }

  /** Drives it to its end, and gives the blocks that it asked for. */
  private static List<Block> drive(Suite suite, ToDoubleFunction<Block> logRatio) {
    List<Block> blocks = new ArrayList<>();
    Optional<Block> next = suite.next();
    while (next.isPresent()) {
      Block block = next.get();
      blocks.add(block);
      suite.tell(block, logRatio.applyAsDouble(block));
      suite.tell(block, logRatio.applyAsDouble(block));
      next = suite.next();
    }
    return blocks;
  }

  private static long count(List<Block> blocks, Stage stage, int benchmark) {
    return blocks.stream().filter(b -> b.stage() == stage && b.benchmark() == benchmark).count();
  }

  @Test
  void equalCodePassesAfterThreeBlocksEachAndAsManyOfTheRuler() {
    Suite suite = suite(4, 1);
    List<Block> blocks = drive(suite, block -> 0);

    for (int i = 0; i < 4; i++) {
      assertEquals(3, count(blocks, Stage.SCREEN, i));
      assertEquals(Verdict.PASS, suite.verdict(i));
    }
    assertEquals(3, blocks.stream().filter(b -> b.stage() == Stage.RULER).count());
    assertEquals(6, suite.ruler().pairs());
  }

  @Test
  void aSuspectIsConfirmedOnFreshPairsAndItsScreenCountsForNothing() {
    Suite slower = suite(3, 1);
    List<Block> blocks =
        drive(slower, b -> b.benchmark() == 1 && b.stage() != Stage.RULER ? Math.log(1.1) : 0);
    assertEquals(6, count(blocks, Stage.CONFIRM, 1));
    assertEquals(Verdict.REGRESSED, slower.verdict(1));
    assertEquals(Verdict.PASS, slower.verdict(0));

    Suite unlucky = suite(3, 1);
    drive(unlucky, b -> b.benchmark() == 1 && b.stage() == Stage.SCREEN ? Math.log(1.5) : 0);
    assertEquals(Verdict.PASS, unlucky.verdict(1));
  }

  @Test
  void suspectsAreConfirmedBeforeTheUndecidedGetMore() {
    Suite suite = suite(2, 1);
    double[] sign = {1};
    List<Block> blocks =
        drive(
            suite,
            b -> {
              sign[0] = -sign[0];
              return b.stage() == Stage.RULER
                  ? 0
                  : b.benchmark() == 0 ? Math.log(1.1) : 0.2 * sign[0];
            });
    int lastConfirm = -1;
    int fourthScreen = -1;
    int screens = 0;
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      lastConfirm = block.stage() == Stage.CONFIRM ? i : lastConfirm;
      if (block.stage() == Stage.SCREEN && block.benchmark() == 1 && ++screens == 4) {
        fourthScreen = i;
      }
    }
    assertTrue(0 <= lastConfirm && lastConfirm < fourthScreen);
    assertEquals(Verdict.INCONCLUSIVE, suite.verdict(1));
  }

  @Test
  void aMachineThatIsNoRulerLeavesEverythingOpen() {
    Suite suite = suite(2, 1);
    drive(suite, block -> block.stage() == Stage.RULER ? 0.1 : 0);
    assertEquals(Verdict.INCONCLUSIVE, suite.verdict(0));
  }

  @Test
  void whatWasNotSeenIsInconclusive() {
    assertEquals(Verdict.INCONCLUSIVE, suite(1, 1).verdict(0));
  }

  @Property(tries = 50)
  void theSameSeedAsksForTheSameBlocksInBothOrders(
      @ForAll @IntRange(min = 1, max = 1000) int seed) {
    List<Block> blocks = drive(suite(10, seed), block -> 0);
    assertEquals(blocks, drive(suite(10, seed), block -> 0));
    assertTrue(blocks.stream().anyMatch(Block::baseFirst));
    assertTrue(blocks.stream().anyMatch(block -> !block.baseFirst()));
  }

  /** What it asks for ends, whatever it is told. */
  @Property(tries = 50)
  void itEnds(@ForAll @IntRange(min = 1, max = 30) int benchmarks, @ForAll long seed) {
    SplittableRandom noise = new SplittableRandom(seed);
    List<Block> blocks = drive(suite(benchmarks, seed), block -> 0.2 * noise.nextGaussian());
    assertTrue(blocks.size() <= benchmarks * (8 + 20) + 8, blocks.size() + " blocks");
  }
}
