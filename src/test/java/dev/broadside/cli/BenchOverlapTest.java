package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.bench.jmh.LookupResult;
import dev.broadside.bench.jmh.LookupRow;
import dev.broadside.bench.jmh.Rows;
import dev.broadside.bench.jmh.TableShape;
import dev.broadside.bench.jmh.Timing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchOverlapTest {
  @TempDir private Path home = Path.of("");

  private final StringWriter err = new StringWriter();

  private Path folder(String name, List<LookupResult> rows) throws IOException {
    Path folder = Files.createDirectories(home.resolve(name));
    new ObjectMapper()
        .writeValue(folder.resolve("lookup.json").toFile(), Rows.json("lookup", rows));
    return folder;
  }

  /** Twenty rows, of which so many take ten times as long as the others. */
  private static List<LookupResult> rows(int slow) {
    List<LookupResult> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double from = i < slow ? 100 : 10;
      Timing timing = new Timing(List.of(from), from + 1, from, from + 2, 0);
      TableShape table = TableShape.REFERENCE.withConnections(1_000 * (i + 1));
      rows.add(new LookupResult(new LookupRow("query", table), timing, 1, 1, 100, 1));
    }
    return rows;
  }

  private int overlap(Path first, Path second) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute("bench", "overlap", first.toString(), second.toString());
  }

  @Test
  void oneRowOfTwentyMayBeApart() throws Exception {
    Path first = folder("first", rows(0));
    assertEquals(ExitCode.PASS, overlap(first, folder("same", rows(0))));
    assertEquals(ExitCode.PASS, overlap(first, folder("one", rows(1))));
    assertEquals(ExitCode.FAIL, overlap(first, folder("two", rows(2))));
  }

  @Test
  void aRunAgreesWithAnotherOnlyAndInAllRows() throws Exception {
    Path first = folder("first", rows(0));
    assertEquals(ExitCode.USAGE, overlap(first, first));
    assertTrue(err.toString().contains("are the same folder"), err.toString());
    Path few = folder("few", rows(0).subList(0, 3));
    assertEquals(ExitCode.USAGE, overlap(first, few));
    assertTrue(err.toString().contains("20 rows and " + few + " 3"), err.toString());
    assertEquals(ExitCode.USAGE, overlap(folder("none", List.of()), folder("nil", List.of())));
  }

  @Test
  void timesOfAnotherPlaceAreOfAnotherBenchmark() throws Exception {
    Path here = folder("here", rows(0));
    Path elsewhere = folder("elsewhere", rows(0));
    Files.writeString(elsewhere.resolve("bench.json"), "{\"benchmark\":\"aws-lookup\"}");
    assertEquals(ExitCode.USAGE, overlap(here, elsewhere));
    assertTrue(err.toString().contains("is of lookup, and"), err.toString());
  }

  @Test
  void aFolderOfNoBenchmarkIsOneSentence() throws Exception {
    Path empty = Files.createDirectories(home.resolve("empty"));
    assertEquals(ExitCode.USAGE, overlap(folder("first", rows(0)), empty));
    assertTrue(err.toString().contains("has none of lookup.json"), err.toString());
    assertEquals(1, err.toString().lines().count());
  }
}
