package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.conform.ConformReport;
import dev.broadside.conform.Finding;
import dev.broadside.conform.Grade;
import dev.broadside.conform.Result;
import dev.broadside.conform.StageKind;
import dev.broadside.conform.Variant;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConformCommandTest {
  private static final Map<String, Finding> FINDINGS =
      Map.of(
          "holds", new Finding.Holds(""),
          "differs", new Finding.Differs("a", "b"),
          "cannot", new Finding.CannotBeChecked("no"));

  @ParameterizedTest
  @CsvSource({
    "0, false, holds",
    "0, false, holds cannot",
    "1, true, holds cannot",
    "1, true, cannot",
    "1, false, cannot",
    "2, false, holds differs cannot",
    "2, true, differs"
  })
  void theExitCodeFailsClosed(int expected, boolean incomplete, String findings) {
    List<Result> results =
        Arrays.stream(findings.split(" "))
            .map(
                word ->
                    new Result(
                        "C1", "s", Grade.D, "e", Objects.requireNonNull(FINDINGS.get(word)), 1))
            .toList();
    StageKind kind = new StageKind(StageKind.Kind.UNKNOWN, "");
    assertEquals(
        expected,
        ConformCommand.exitCode(new ConformReport("x", kind, incomplete, false, results, 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--only C99",
        "--target http://127.0.0.1/prod",
        "--target ws:///prod",
        "--target ws://h/prod?token=secret",
        "--bare ws://h/prod",
        "--target ws://127.0.0.1:1/prod --management-url ws://127.0.0.1:1/prod",
        "--format xml",
        "--target wss://192.0.2.1/prod"
      })
  void whatIsNotMeantIsRefusedBeforeAnythingIsSent(String arguments) {
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute(("conform " + arguments).split(" "));
    assertEquals(ExitCode.USAGE, code, err::toString);
  }

  @Test
  void thePlanNamesTheStagesAndOnlyLoopbackNeedsNoConsent() {
    URI there = URI.create("wss://192.0.2.1/prod");
    ConformPlan plan = new ConformPlan(Map.of(Variant.MAIN, there), true);
    assertTrue(plan.text().contains(there.toString()), plan::text);
    assertTrue(!plan.isLoopback());
    URI here = URI.create("ws://127.0.0.1:3001/prod");
    assertTrue(new ConformPlan(Map.of(Variant.MAIN, here), false).isLoopback());
    assertTrue(
        !new ConformPlan(Map.of(Variant.MAIN, here, Variant.BARE, there), false).isLoopback());
  }
}
