package dev.broadside.load;

import dev.broadside.load.TruthLog.Entry;
import dev.broadside.load.TruthLog.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a stage of another make did in the measured window.
 *
 * @param truth about the audience; what came again is in its duplicates
 * @param echoes copies that were written to publishers of the room
 * @param unexpected copies that were written to another room
 * @param written all copies to the audience
 * @param outOfOrder first copies that were written behind a later one of the same publisher
 */
record OtherTruth(Truth truth, long echoes, long unexpected, long written, long outOfOrder) {

  /** One broadcast's way to one connection. */
  private record Way(int connection, int broadcast) {}

  /** One line of {@code stage.cjs}; what was only expected has no time. */
  private record Line(char kind, Way way, int publisher, long micros, long nanos) {
    static Line parse(String text) {
      String[] words = text.split(" ", -1);
      return new Line(
          words[0].charAt(0),
          new Way(Integer.parseInt(words[1]), Integer.parseInt(words[3])),
          Integer.parseInt(words[2]),
          Long.parseLong(words[4]),
          words.length == 5 ? 0 : Long.parseLong(words[5]));
    }

    Entry entry(Kind as) {
      return new Entry(way.connection, way.broadcast, micros, as, nanos);
    }
  }

  static OtherTruth read(Path file, Truth.Frame frame) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String text : Files.readAllLines(file)) {
      Line line = Line.parse(text);
      if (line.way.broadcast >= frame.warmupBroadcasts()) {
        lines.add(line);
      }
    }
    return new OtherTruth(
        Truth.of(entries(lines), frame),
        count(lines, 'P'),
        count(lines, 'X'),
        count(lines, 'W'),
        outOfOrder(lines));
  }

  private static long count(List<Line> lines, char kind) {
    return lines.stream().filter(line -> line.kind == kind).count();
  }

  /** What was never written of what was expected, was dropped. */
  private static List<Entry> entries(List<Line> lines) {
    Map<Way, Line> missing = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Line line : lines) {
      if (line.kind == 'E') {
        missing.put(line.way, line);
      } else if (line.kind == 'W') {
        boolean first = missing.remove(line.way) != null;
        entries.add(line.entry(first ? Kind.WRITTEN : Kind.REPEATED));
      }
    }
    missing.values().forEach(line -> entries.add(line.entry(Kind.DROPPED)));
    return entries;
  }

  /** The lines of one connection stand in the order in which it was written to. */
  private static long outOfOrder(List<Line> lines) {
    record From(int connection, int publisher) {}
    Set<Way> had = new HashSet<>();
    Map<From, Integer> newest = new LinkedHashMap<>();
    long count = 0;
    for (Line line : lines) {
      if (line.kind == 'W' && had.add(line.way)) {
        From from = new From(line.way.connection, line.publisher);
        int number = line.way.broadcast;
        if (number < newest.merge(from, number, Math::max)) {
          count++;
        }
      }
    }
    return count;
  }
}
