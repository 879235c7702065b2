package dev.broadside.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static String entry(String benchmark, int size, int forks) {
    return "{'benchmark':'%s','params':{'size':'%s'},'forks':%s}"
        .formatted(benchmark, size, forks)
        .replace('\'', '"');
  }

  private static void add(Path file, String... entries) throws Exception {
    JmhRun.add(file, JSON.readTree("[" + String.join(",", entries) + "]"));
  }

  @Test
  void aRowThatIsMeasuredAgainReplacesItsFirstResult(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("results.json");
    add(file, entry("scan", 10, 1));
    add(file, entry("scan", 100, 1));
    add(file, entry("query", 10, 1));
    add(file, entry("scan", 10, 2));
    List<String> all = new ArrayList<>();
    for (JsonNode each : JSON.readTree(file.toFile())) {
      all.add(each.toString());
    }
    assertEquals(List.of(entry("scan", 100, 1), entry("query", 10, 1), entry("scan", 10, 2)), all);
  }
}
