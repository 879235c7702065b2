package dev.broadside.capacity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code journal.jsonl}: the points of a search, a line each, written when they are taken. Taking
 * them again brings a new {@link Search} to where the old one was. A last line that is broken off
 * was never taken.
 */
public final class Journal {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final List<Point> points = new ArrayList<>();

  /** The journal of a folder, with what is in it. */
  public Journal(Path folder) throws IOException {
    this.file = folder.resolve("journal.jsonl");
    if (!Files.exists(file)) {
      return;
    }
    for (String line : Files.readAllLines(file)) {
      try {
        points.add(JSON.readValue(line, Point.class));
      } catch (JsonProcessingException e) {
        break;
      }
    }
    // Without what is broken off, so that the next line is one of its own.
    StringBuilder whole = new StringBuilder();
    for (Point point : points) {
      whole.append(JSON.writeValueAsString(point)).append('\n');
    }
    Files.writeString(file, whole);
  }

  /** What was taken until now. */
  public List<Point> points() {
    return List.copyOf(points);
  }

  /** Brings a search that has not begun to where this journal ends. */
  public void replay(Search search) throws CapacityException {
    for (Point point : points) {
      if (!(search.next() instanceof Probe probe)
          || probe.load() != point.load()
          || probe.purpose() != point.purpose()) {
        throw new CapacityException(
            file
                + " is of another search: say --fresh to begin anew, or restore what was there when"
                + " it began");
      }
      search.take(point.outcome());
    }
  }

  /** Adds a point. */
  public void add(Point point) throws IOException {
    Files.writeString(
        file,
        JSON.writeValueAsString(point) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    points.add(point);
  }
}
