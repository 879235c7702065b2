package dev.broadside.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final Plan PLAN = Searches.plan(500);

  @TempDir private Path folder = Path.of("");

  /** Goes on with a search for so many points, as the command does. */
  private Search search(Journal journal, int points) throws Exception {
    Search search = new Search(PLAN);
    journal.replay(search);
    for (int i = 0; i < points && search.next() instanceof Probe probe; i++) {
      // Each point its own dice, so that a continued search throws the same.
      int number = journal.points().size() + 1;
      Outcome outcome =
          probe.purpose() == Probe.Purpose.RAMP && number == 3
              ? new Outcome.Refused("the machine slept")
              : SimulatedStage.soft(1_800, 20).measure(probe, new SplittableRandom(number));
      Judgement judgement = search.take(outcome);
      journal.add(
          new Point(
              number,
              probe.load(),
              probe.purpose(),
              probe.times(),
              outcome instanceof Outcome.Counted counted ? counted.evidence() : null,
              outcome instanceof Outcome.Refused refused ? refused.why() : null,
              null,
              judgement == null ? "refused" : judgement.word(),
              judgement instanceof Judgement.Breaks breaks ? breaks.cause().word() : null,
              60,
              null));
    }
    return search;
  }

  @Test
  void aSearchThatIsInterruptedAgainAndAgainFindsWhatOneInOneGoFinds() throws Exception {
    Path other = Files.createDirectories(folder.resolve("other"));
    Search.Step whole = search(new Journal(folder), 1_000).next();
    Search.Step step = NOTHING_YET;
    while (!(step instanceof Finding)) {
      step = search(new Journal(other), 1).next();
    }
    assertEquals(whole, step);
    assertEquals(new Journal(folder).points(), new Journal(other).points());
  }

  private static final Search.Step NOTHING_YET = new Probe(1, Probe.Purpose.FIRST, 1);

  @Test
  void aLineThatIsBrokenOffWasNeverTaken() throws Exception {
    search(new Journal(folder), 4);
    Files.writeString(
        folder.resolve("journal.jsonl"), "{\"number\":5,\"loa", StandardOpenOption.APPEND);
    Journal journal = new Journal(folder);
    assertEquals(4, journal.points().size());
    search(journal, 1);
    assertEquals(5, new Journal(folder).points().size());
  }

  @Test
  void aJournalOfAnotherSearchIsRefused() throws Exception {
    search(new Journal(folder), 3);
    CapacityException refused =
        assertThrows(
            CapacityException.class,
            () -> new Journal(folder).replay(new Search(Searches.plan(777))));
    assertTrue(String.valueOf(refused.getMessage()).contains("--fresh"), refused::toString);
  }

  @Test
  void aNewFolderHasNone() throws IOException {
    assertTrue(new Journal(folder).points().isEmpty());
  }
}
