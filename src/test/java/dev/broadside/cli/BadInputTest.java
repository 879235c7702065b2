package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is wrong before anything is started: one sentence, exit code 64, and no folder. */
class BadInputTest {
  private static final String GOOD =
      "question: Why?\naudience: { connections: 2 }\npublish: { rate: 1/s, for: 1s }\n";

  @TempDir private Path home = Path.of("");

  /** What a command said and returned. */
  private record Said(int exitCode, String out, String err) {}

  private static Said say(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    int exitCode = commandLine.execute(arguments);
    return new Said(exitCode, out.toString(), err.toString());
  }

  private Said run(String scenario, String... options) throws IOException {
    Path file = home.resolve("bad.yaml");
    Files.writeString(file, scenario, StandardCharsets.UTF_8);
    List<String> arguments = new ArrayList<>(List.of("run", file.toString()));
    arguments.addAll(List.of("--reports", home.resolve("reports").toString()));
    arguments.addAll(List.of(options));
    return say(arguments.toArray(String[]::new));
  }

  private void assertRefused(Said said, String sentence) {
    assertEquals(ExitCode.USAGE, said.exitCode(), said.err());
    assertEquals(
        "broadside: " + sentence, said.err().strip().replace(home + "/", ""), "standard error");
    assertEquals("", said.out());
    assertFalse(Files.exists(home.resolve("reports")));
  }

  @Test
  void anUnknownKeyIsNamedWithTheNearestOne() throws Exception {
    assertRefused(
        run(GOOD + "sol: { lost: 0 }\n"),
        "bad.yaml:4:1: unknown key 'sol' at the top level; did you mean 'slo'?");
  }

  @Test
  void aRateNeedsItsUnit() throws Exception {
    assertRefused(
        run(GOOD.replace("1/s", "5")),
        "bad.yaml:3:18: 'publish.rate' must be a rate above 0 with its unit, as 2/s or 30/min,"
            + " not 5");
  }

  @Test
  void aNegativeNumberIsRefused() throws Exception {
    assertRefused(
        run(GOOD.replace("connections: 2", "connections: -2")),
        "bad.yaml:2:26: 'audience.connections' must be a whole number from 1 to 10,000,000, not"
            + " -2");
  }

  @Test
  void anEmptyFileIsRefused() throws Exception {
    assertRefused(
        run(""),
        "bad.yaml: the file is empty: a scenario needs at least question and audience.connections");
  }

  @Test
  void aFileThatIsNotYamlIsRefusedWhereItStopsBeingIt() throws Exception {
    assertRefused(
        run("question: [Why?\naudience: 1\n"),
        "bad.yaml:1:15: this is not valid YAML, here or just before: check the indentation, the"
            + " quotes and the space after each colon");
  }

  @Test
  void aMissingFileIsRefused() {
    assertRefused(
        say("run", home.resolve("none.yaml").toString()),
        "none.yaml: there is no such file: check the path");
  }

  @Test
  void anOverrideOfAnUnknownKeyIsRefused() throws Exception {
    assertRefused(
        run(GOOD, "--set", "publish.rat=1/s"),
        "--set publish.rat: unknown key 'rat' in 'publish'; did you mean 'rate'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run --nope | Unknown option: '--nope'; see 'broadside run --help'",
        "rum | unknown argument 'rum', did you mean 'run'?; see 'broadside --help'",
        "run a b | unknown argument 'b'; see 'broadside run --help'",
        "report | name a run folder, or say --index for a list of all; see 'broadside report --help'",
      })
  void usageIsExplainedInOneSentence(String arguments, String sentence) {
    assertRefused(say(arguments.split(" ", -1)), sentence);
  }

  @Test
  void aStackTraceIsPrintedWithDebugOnly() throws Exception {
    assertFalse(run("").err().contains("\tat "));
    assertTrue(run("", "--debug").err().contains("\tat "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "run --help", "up --help", "report --help"})
  void helpShowsAnExampleAndFitsTheTerminal(String arguments) {
    Said said = say(arguments.split(" ", -1));
    assertEquals(ExitCode.PASS, said.exitCode());
    assertTrue(said.out().matches("(?s).*Examples?:\\R  \\./broadside .*"), said.out());
    said.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    String last = said.out().stripTrailing().lines().reduce("", (a, b) -> b);
    assertTrue(last.startsWith("  ./broadside "), "an example wraps: " + last);
  }

  @Test
  void withoutAnArgumentThereIsHelp() {
    Said said = say();
    assertTrue(said.out().startsWith("Usage: broadside"), said.out());
    assertEquals("", said.err());
  }
}
