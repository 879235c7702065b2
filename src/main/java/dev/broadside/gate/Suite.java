package dev.broadside.gate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The two stages over all benchmarks, as a machine that asks for pairs and is told them. It knows
 * neither clock nor process: simulation and real runs drive the same one, and stop asking when
 * their budget is spent.
 *
 * <p>It asks for blocks of two pairs, base head head base or the mirror of it by the toss of a
 * seeded coin, so that whatever drifts evenly cancels within a block. All benchmarks come to the
 * screen's first look a block at a time, so that each is spread over the session; suspects are
 * confirmed before the undecided get more.
 */
final class Suite {
  private final Rules rules;
  private final RandomGenerator random;
  private final List<Subject> subjects;
  private final Pairs ruler = new Pairs();
  private final List<Block> queue = new ArrayList<>();

  Suite(int benchmarks, Rules rules, RandomGenerator random) {
    this.rules = rules;
    this.random = random;
    this.subjects =
        IntStream.range(0, benchmarks)
            .mapToObj(i -> new Subject(i, new Pairs(), new Pairs()))
            .toList();
  }

  /** What a pair is measured for. */
  enum Stage {
    RULER,
    SCREEN,
    CONFIRM
  }

  /** One benchmark with the pairs of both stages. */
  record Subject(int index, Pairs screen, Pairs confirm) {}

  /**
   * Two pairs of one benchmark.
   *
   * @param baseFirst base head head base, or else head base base head
   */
  record Block(Stage stage, int benchmark, boolean baseFirst) {}

  /** What to measure next; none when every benchmark is decided or has had all its looks. */
  Optional<Block> next() {
    if (queue.isEmpty()) {
      fill();
    }
    return queue.isEmpty() ? Optional.empty() : Optional.of(queue.removeFirst());
  }

  /** One pair of a block is measured. */
  void tell(Block block, double logRatio) {
    switch (block.stage()) {
      case RULER -> ruler.add(logRatio);
      case SCREEN -> subjects.get(block.benchmark()).screen().add(logRatio);
      case CONFIRM -> subjects.get(block.benchmark()).confirm().add(logRatio);
    }
  }

  private void fill() {
    List<Subject> suspects = suspects();
    List<Subject> confirming =
        suspects.stream()
            .filter(s -> confirmation(s, suspects.size()) == Confirmation.MORE)
            .sorted(Comparator.comparingDouble(s -> -s.screen().mean(s.screen().count())))
            .toList();
    List<Subject> screening = subjects.stream().filter(s -> screen(s) == Screen.MORE).toList();
    if (screening.stream().anyMatch(s -> s.screen().count() < rules.screenLooks().getFirst())) {
      screen(screening);
    } else if (!confirming.isEmpty()) {
      // All to the same look, so that a budget that ends soon has served all alike.
      int least = confirming.stream().mapToInt(s -> s.confirm().count()).min().orElse(0);
      confirming.stream()
          .filter(s -> s.confirm().count() == least)
          .forEach(s -> queue.add(block(Stage.CONFIRM, s.index())));
    } else if (!screening.isEmpty()) {
      screen(screening);
    }
  }

  private void screen(List<Subject> screening) {
    screening.forEach(s -> queue.add(block(Stage.SCREEN, s.index())));
    int measured = screening.get(random.nextInt(screening.size())).index();
    queue.add(block(Stage.RULER, measured));
    Collections.shuffle(queue, random);
  }

  private Block block(Stage stage, int benchmark) {
    return new Block(stage, benchmark, random.nextBoolean());
  }

  private Screen screen(Subject subject) {
    return Screen.of(subject.screen(), rules);
  }

  private Confirmation confirmation(Subject subject, int suspects) {
    return Confirmation.of(subject.confirm(), rules, suspects);
  }

  private List<Subject> suspects() {
    return subjects.stream().filter(s -> screen(s) == Screen.SUSPECT).toList();
  }

  Ruler ruler() {
    return Ruler.of(ruler, rules);
  }

  Subject subject(int benchmark) {
    return subjects.get(benchmark);
  }

  int suspectCount() {
    return suspects().size();
  }

  boolean isSuspect(int benchmark) {
    return screen(subjects.get(benchmark)) == Screen.SUSPECT;
  }

  /** The verdict by what is known now; what has not been seen enough is inconclusive. */
  Verdict verdict(int benchmark) {
    if (!ruler().holds()) {
      return Verdict.INCONCLUSIVE;
    }
    Subject subject = subjects.get(benchmark);
    return switch (screen(subject)) {
      case MORE, UNDECIDED -> Verdict.INCONCLUSIVE;
      case PASS ->
          Screen.improved(subject.screen(), rules, subjects.size())
              ? Verdict.IMPROVED
              : Verdict.PASS;
      case SUSPECT ->
          switch (confirmation(subject, suspects().size())) {
            case MORE, INCONCLUSIVE -> Verdict.INCONCLUSIVE;
            case REGRESSED -> Verdict.REGRESSED;
            case PASS -> Verdict.PASS;
          };
    };
  }
}
