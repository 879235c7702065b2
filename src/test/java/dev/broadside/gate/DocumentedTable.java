package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table that a page has and a test computes; {@code -Dbroadside.golden=write} writes it anew. */
record DocumentedTable(String header, List<String> rows) {

  String text() {
    return String.join("\n", lines());
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(header);
    lines.add("|---".repeat((int) header.chars().filter(c -> c == '|').count() - 1) + "|");
    lines.addAll(rows);
    return lines;
  }

  /** The page has it, and nothing else below its header. */
  void requireIn(Path page) throws IOException {
    List<String> all = Files.readAllLines(page);
    int from = all.indexOf(header);
    int to = from;
    while (to >= 0 && to < all.size() && all.get(to).startsWith("|")) {
      to++;
    }
    if ("write".equals(System.getProperty("broadside.golden"))) {
      all.subList(from, to).clear();
      all.addAll(from, lines());
      Files.write(page, all);
    } else {
      assertEquals(text(), String.join("\n", all.subList(Math.max(0, from), Math.max(0, to))));
    }
  }
}
