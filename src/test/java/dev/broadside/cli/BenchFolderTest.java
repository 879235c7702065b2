package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.broadside.process.Installation;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchFolderTest {
  @TempDir private Path reports = Path.of("");

  @Test
  void anInterruptedBenchmarkGoesOnWhereItWas() throws Exception {
    BenchFolder first = open("fanout", "quick");
    assertFalse(first.continued());
    BenchFolder second = open("fanout", "quick");
    assertTrue(second.continued());
    assertEquals(first.path(), second.path());
  }

  @Test
  void oneThatIsFinishedIsLeftAlone() throws Exception {
    open("fanout", "quick").finish();
    assertFalse(open("fanout", "quick").continued());
  }

  @Test
  void rowsOfAnotherModeOrBenchmarkAreNone() throws Exception {
    Path quick = open("fanout", "quick").path();
    assertNotEquals(quick, open("fanout", "full").path());
    assertNotEquals(quick, open("lookup", "quick").path());
  }

  @Test
  void rowsOfOtherCodeOrAnotherMachineAreNone() throws Exception {
    Path code = change("code", "0");
    assertNotEquals(code, open("fanout", "quick").path());
    Path machine = change("environment", "another");
    assertNotEquals(machine, open("fanout", "quick").path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classes/dev/broadside/handlers/A.class",
        "classes/dev/broadside/bench/jmh/B.class",
        "classes/dev/broadside/stage/C.class",
        "classes/dev/broadside/aws/D.class",
        "classes/dev/broadside/process/E.class",
        "classes/dev/broadside/template/F.class",
        "classes/dev/broadside/cloud/G.class",
        "lib/netty-codec-2.jar",
        "sidecars/dynamodb-local/DynamoDBLocal-2.jar"
      })
  void whatIsMeasuredOrUsedThereMakesOtherCode(String file, @TempDir Path target) throws Exception {
    Installation installation = new Installation(target);
    String before = BenchFolder.code(installation);
    Path changed = target.resolve(file);
    Files.createDirectories(changed.resolveSibling("x"));
    Files.writeString(changed, "new");
    assertNotEquals(before, BenchFolder.code(installation));
  }

  @Test
  void whatIsNotMeasuredMakesNoOtherCode(@TempDir Path target) throws Exception {
    Installation installation = new Installation(target);
    String before = BenchFolder.code(installation);
    Path report = Files.createDirectories(target.resolve("classes/dev/broadside/report"));
    Files.writeString(report.resolve("Page.class"), "new");
    assertEquals(before, BenchFolder.code(installation));
  }

  @Test
  void aFolderInWhichSomebodyIsAtWorkIsHis() throws Exception {
    long alive = ProcessHandle.current().parent().orElseThrow().pid();
    BenchFolder first = open("fanout", "quick");
    File about = first.path().resolve("bench.json").toFile();
    ObjectNode said = (ObjectNode) new ObjectMapper().readTree(about);
    new ObjectMapper().writeValue(about, said.put("pid", alive));
    assertNotEquals(first.path(), open("fanout", "quick").path());
  }

  private BenchFolder open(String benchmark, String mode) throws Exception {
    return BenchFolder.open(reports, benchmark, mode);
  }

  private Path change(String member, String value) throws Exception {
    BenchFolder folder = open("fanout", "quick");
    File about = folder.path().resolve("bench.json").toFile();
    ObjectNode said = (ObjectNode) new ObjectMapper().readTree(about);
    new ObjectMapper().writeValue(about, said.put(member, value));
    return folder.path();
  }
}
