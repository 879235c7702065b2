package dev.broadside.scale.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What the merge costs, and whether it says the truth, at sizes of src/docs/scale.md. */
@Tag("proof")
@Isolated("it measures")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class MergeAtSizeProof {
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

  @Test
  void anHourOfAHundredShardsIsMergedInThirtySecondsAndOneGibibyte(@TempDir Path folder)
      throws Exception {
    List<String> said = run("-Xmx1g", "logs", folder.toString(), "100", "3600");
    // Of the process, so that whatever else runs here does not count.
    assertTrue(numbers(said.getFirst()).getLast() < 30, said::toString);
  }

  @Test
  void amongAMillionConnectionsTheMergeIsWrongByLessThanItSays() throws Exception {
    List<String> said = run("-Xmx1g", "connections", "64", "20");
    assertEquals("verdict Verdict[status=PASS, reasons=[]]", said.get(2), said::toString);
    assertEquals("delivered 20000000", said.get(3));
    double bound = numbers(said.get(4)).getFirst();
    assertTrue(numbers(said.get(5)).getFirst() <= bound, said::toString);
    for (String line : said.subList(6, 8)) {
      List<Double> both = numbers(line.substring(3));
      assertEquals(both.getLast(), both.getFirst(), both.getLast() * 0.011 + bound, line);
    }
  }

  private static List<Double> numbers(String line) {
    return NUMBER.matcher(line).results().map(MatchResult::group).map(Double::valueOf).toList();
  }

  private static List<String> run(String heap, String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(heap, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(MergeAtSize.class.getName());
    command.addAll(Arrays.asList(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertEquals(0, process.waitFor(), said);
      System.out.println(said);
      return said.lines().toList();
    } finally {
      process.destroyForcibly();
    }
  }
}
