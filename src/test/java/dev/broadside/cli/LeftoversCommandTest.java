package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.cloud.Leftovers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What {@code leftovers} refuses before it asks anybody, and what it says. */
final class LeftoversCommandTest {
  @TempDir private Path folder = Path.of("");

  private final StringWriter err = new StringWriter();

  private int leftovers(String... options) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("leftovers", "--table", "chat"));
    all.addAll(List.of("--dynamodb", "http://127.0.0.1:1"));
    all.addAll(List.of(options));
    return commandLine.execute(all.toArray(String[]::new));
  }

  private Path run(String target) throws Exception {
    Files.writeString(
        folder.resolve("summary.json"),
        """
        {"run":{"target":"%s","startedAt":"2026-11-21T07:15:00Z",
                "finishedAt":"2026-11-21T07:16:00.5Z"}}"""
            .formatted(target));
    return folder;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --remove | --remove needs --run: rows of no known run are left alone
          --rate=fast | --rate: 'fast' is not a rate
          --rate=2000/s | --rate takes 1000/s at most
          --where=room=a | name the stage that the table belongs to
          """)
  void whatCannotBeMeantIsRefused(String option, String sentence) {
    int code = option.startsWith("--rate") ? withTarget(option) : leftovers(option);
    assertEquals(ExitCode.USAGE, code);
    assertTrue(err.toString().startsWith("broadside: " + sentence), err.toString());
  }

  private int withTarget(String option) {
    return leftovers("--target", "ws://127.0.0.1:1/dev", option);
  }

  @Test
  void theStageIsTheRunsAndNoOther() throws Exception {
    String run = run("wss://chat.example/prod?token=x").toString();
    assertEquals(ExitCode.USAGE, leftovers("--run", run, "--target", "wss://chat.example/dev"));
    assertTrue(err.toString().contains("--target is not the stage of that run"), err.toString());
    assertTrue(RunTrace.isSameStage("wss://chat.example/prod/", "wss://chat.example/prod?a=b"));
  }

  @Test
  void withoutATimeSomethingElseMustTellTheRunsRows() throws Exception {
    String run = run("ws://127.0.0.1:1/dev").toString();
    assertEquals(ExitCode.USAGE, leftovers("--run", run, "--since", "none"));
    assertTrue(err.toString().contains("add --where"), err.toString());
  }

  @Test
  void aRunsWindowIsAMinuteWiderThanItsSummarySays() throws Exception {
    RunTrace trace = RunTrace.read(run("wss://chat.example/prod"));
    assertEquals("2026-11-21T07:14:00Z", trace.during().from().toString());
    assertEquals("2026-11-21T07:17:00.500Z", trace.during().to().toString());
  }

  @Test
  void aRunOnTheLocalStageHasNoTableAnyMore() throws Exception {
    assertEquals(ExitCode.NOTHING_MEASURED, leftovers("--run", run("local").toString()));
    assertTrue(err.toString().contains("whose tables ended with it"), err.toString());
  }

  @Test
  void aFolderWithoutASummaryIsOneSentence() {
    assertEquals(ExitCode.NOTHING_MEASURED, leftovers("--run", folder.toString()));
    assertTrue(err.toString().contains("does not tell when the run was"), err.toString());
  }

  private static Leftovers.Found found(int open, int unsure, int gone) {
    return new Leftovers.Found(
        2L + open + unsure + gone,
        2,
        open,
        unsure,
        IntStream.range(0, gone).mapToObj(n -> new Leftovers.Row(Map.of(), "c" + n)).toList());
  }

  @Test
  void theExitCodeSaysWhetherAnythingIsLeft() {
    assertEquals(0, new LeftoversText("chat", found(5, 0, 0), null).exitCode());
    assertEquals(3, new LeftoversText("chat", found(5, 1, 0), null).exitCode());
    assertEquals(2, new LeftoversText("chat", found(5, 1, 2), null).exitCode());
    Leftovers.Removed all = new Leftovers.Removed(2, 0);
    assertEquals(0, new LeftoversText("chat", found(5, 0, 2), all).exitCode());
    Leftovers.Removed one = new Leftovers.Removed(1, 1);
    assertEquals(2, new LeftoversText("chat", found(5, 0, 2), one).exitCode());
  }

  @Test
  void theTextNamesSomeAndTheJsonAll() {
    LeftoversText text =
        new LeftoversText("chat", found(1_200, 1, 12), new Leftovers.Removed(11, 1));
    assertEquals(
        """
        chat: 1,215 rows, of which 2 are not looked at
               1,200 open
                  12 gone: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, … (--json has all)
                   1 of which the stage said neither: ask again
                  11 removed, 1 kept
        """,
        text.text());
    assertTrue(text.json().contains("\"removed\":11,\"left\":1,\"connections\":[\"c0\""));
    assertTrue(text.json().contains("\"c11\"]"));
  }

  @Test
  void thePlanWarnsWhereNobodyIsOpenAndShowsNoQuery() {
    String plan = LeftoversText.plan("chat", "wss://h/prod?token=secret", found(0, 0, 100), 50);
    assertTrue(plan.contains("Stage    wss://h/prod\n"), plan);
    assertTrue(plan.contains("Removes  100 rows of the table chat"), plan);
    assertTrue(plan.contains("about 62 s"), plan);
    assertTrue(plan.contains("no row of it is open"), plan);
    assertTrue(!LeftoversText.plan("chat", "wss://h", found(1, 0, 1), 50).contains("Warning"));
  }
}
