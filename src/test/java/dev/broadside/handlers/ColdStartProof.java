package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What a new environment of a function costs before and in its first broadcast, from the jar that
 * ships to Lambda, with each fanout in JVMs of its own in turn. Prints the table of {@code
 * src/docs/cold-start.md}; with any other load on the machine its times are of that load.
 */
@Tag("proof")
@Isolated("what runs beside it is in its numbers")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class ColdStartProof {
  private static final Path JAR = Path.of("target", "broadside-handlers.jar");
  private static final Path TESTS = Path.of("target", "test-classes");
  private static final int STARTS = Integer.getInteger("broadside.starts", 9);
  private static final int CONNECTIONS = 100;
  private static final List<String> FANOUTS = List.of("serial", "async", "direct");

  /*
   * As in a small environment: C1 only, as Lambda's managed runtimes from Java 17 on have it, and
   * one thread that collects. SnapStart skips init altogether and is not measured here.
   */
  private static final List<String> JVM =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx400m");

  /**
   * One cold start.
   *
   * @param initMicros loading the classes and making the handler
   * @param firstMicros the first invocation
   * @param initKilobytes of the heap, beyond what a JVM has anyway
   * @param residentKilobytes the most of all memory, the JVM's own included
   */
  private record Start(
      long initMicros,
      long firstMicros,
      long initKilobytes,
      long firstKilobytes,
      long residentKilobytes) {
    static Start read(String line) {
      long[] numbers =
          Arrays.stream(line.trim().split(" ", -1)).mapToLong(Long::parseLong).toArray();
      return new Start(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }
  }

  @Test
  void aTableOfWhatEachFanoutCosts() throws Exception {
    assertTrue(Files.exists(JAR), JAR + " is missing: mvn package makes it.");
    Map<String, List<Start>> starts = new LinkedHashMap<>();
    try (StubAws aws =
        new StubAws(
            1000,
            IntStream.range(0, CONNECTIONS).mapToObj(i -> "id-" + i).toArray(String[]::new))) {
      for (String fanout : FANOUTS) {
        start(aws, fanout); // The files are in the machine's memory from here on.
      }
      for (int i = 0; i < STARTS; i++) {
        for (String fanout : FANOUTS) {
          starts.computeIfAbsent(fanout, name -> new ArrayList<>()).add(start(aws, fanout));
        }
      }
      assertEquals(
          (STARTS + 1) * FANOUTS.size() * CONNECTIONS, aws.requests("post").size(), "everyone");
    }
    System.out.print(table(starts));
  }

  private static Start start(StubAws aws, String fanout) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", JAR + File.pathSeparator + TESTS));
    command.add(ColdStartMain.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(aws.environment(fanout, 64));
    builder.environment().put("AWS_ACCESS_KEY_ID", "local");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "local");
    builder.environment().remove("AWS_SESSION_TOKEN");
    Path errors = Files.createTempFile("cold-start", ".log");
    builder.redirectError(errors.toFile());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> said + read(errors));
    Files.delete(errors);
    return Start.read(said);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unread) {
      return unread.toString();
    }
  }

  private static String table(Map<String, List<Start>> starts) {
    StringBuilder table = new StringBuilder();
    table.append(
        """

        | fanout | init, ms | first broadcast, ms | heap after init, MB | heap after it, MB | most resident, MB |
        |---|---|---|---|---|---|
        """);
    starts.forEach(
        (fanout, all) ->
            table.append(
                "| %s | %s | %s | %s | %s | %s |%n"
                    .formatted(
                        fanout,
                        cell(all.stream().mapToDouble(start -> start.initMicros / 1e3), "%.0f"),
                        cell(all.stream().mapToDouble(start -> start.firstMicros / 1e3), "%.0f"),
                        cell(
                            all.stream().mapToDouble(start -> start.initKilobytes / 1024.0),
                            "%.1f"),
                        cell(
                            all.stream().mapToDouble(start -> start.firstKilobytes / 1024.0),
                            "%.1f"),
                        cell(
                            all.stream().mapToDouble(start -> start.residentKilobytes / 1024.0),
                            "%.0f"))));
    return table.toString();
  }

  /** The median, and the range in brackets. */
  private static String cell(DoubleStream values, String format) {
    double[] sorted = values.sorted().toArray();
    return String.format(
        Locale.ROOT,
        format + " (" + format + "-" + format + ")",
        (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2,
        sorted[0],
        sorted[sorted.length - 1]);
  }
}
