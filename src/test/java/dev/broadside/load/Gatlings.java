package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.process.ChildJvm;
import dev.broadside.process.JvmSpec;
import io.gatling.app.Gatling;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** A simulation that has ended, which Gatling's own main class ran in a process of its own. */
record Gatlings(int exitCode, List<String> output, Path reports) {
  private static final List<String> OPTIONS =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC");

  /** Runs it; {@code properties} are what it reads. */
  static Gatlings run(
      Class<? extends Simulation> simulation, Path folder, Map<String, ?> properties)
      throws Exception {
    Path reports = folder.resolve("reports");
    List<String> arguments =
        List.of("-s", simulation.getName(), "-rf", folder.resolve("html").toString());
    List<String> options = new ArrayList<>(OPTIONS);
    options.add("-Dbroadside.reports=" + reports);
    properties.forEach((name, value) -> options.add("-D" + name + "=" + value));
    JvmSpec spec =
        StubProcess.testJvm(Gatling.class, arguments, folder.resolve("gatling.log"))
            .withJvmOptions(options);
    Queue<String> lines = new ConcurrentLinkedQueue<>();
    try (ChildJvm process = ChildJvm.start(spec, lines::add)) {
      int code = process.onExit().get(4, TimeUnit.MINUTES);
      process.awaitOutput();
      List<String> all = new ArrayList<>(lines);
      all.addAll(process.lastLogLines(20));
      return new Gatlings(code, all, reports);
    }
  }

  String text() {
    return String.join("\n", output);
  }

  /** What Gatling counted for the assertion that begins so. */
  long actual(String assertion) {
    Pattern line = Pattern.compile(Pattern.quote(assertion) + ".*\\(actual : ([0-9.]+)\\)");
    Matcher found = line.matcher(text());
    assertTrue(found.find(), this::text);
    return (long) Double.parseDouble(found.group(1));
  }

  /** A room's one folder, which is whole. */
  private Path room(String name) throws IOException {
    try (Stream<Path> rooms = Files.list(reports)) {
      List<Path> all =
          rooms.filter(room -> room.getFileName().toString().startsWith(name)).toList();
      assertEquals(1, all.size(), all::toString);
      assertTrue(!all.getFirst().toString().endsWith(".partial"), this::text);
      return all.getFirst();
    }
  }

  JsonNode summary(String room) throws IOException {
    return new ObjectMapper().readTree(room(room).resolve("summary.json").toFile());
  }

  long logged(String room, String file) throws IOException {
    long count = 0;
    try (HistogramLogReader reader = new HistogramLogReader(room(room).resolve(file).toFile())) {
      while (reader.nextIntervalHistogram() instanceof Histogram seconds) {
        count += seconds.getTotalCount();
      }
    }
    return count;
  }
}
