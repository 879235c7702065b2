package dev.broadside.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;

/**
 * The nights of one benchmark in one regime. Nights of another machine, kernel, CPU model or JDK
 * are another series, also when they come in turns: a new runner is no change of the code.
 */
record Series(Key key, List<Point> points) {

  /** What values must share to be comparable. */
  record Key(String benchmark, String mode, String unit, SortedMap<String, String> regime) {
    Key(Night.Value value) {
      this(value.benchmark(), value.mode(), value.unit(), value.regime());
    }
  }

  /** A night's value. */
  record Point(String at, String head, double value) {}

  /**
   * A change of level.
   *
   * @param since the first night on the new level
   * @param slower the new level's time over the old one's
   */
  record Change(Point since, double slower, int before, int after) {}

  static List<Series> of(List<Night> nights) {
    Map<Key, List<Point>> points = new LinkedHashMap<>();
    for (Night night : nights) {
      for (Night.Value value : night.values()) {
        points
            .computeIfAbsent(new Key(value), key -> new ArrayList<>())
            .add(new Point(night.at(), night.head(), value.value()));
      }
    }
    return points.entrySet().stream()
        .map(entry -> new Series(entry.getKey(), entry.getValue()))
        .toList();
  }

  List<Change> changes(double magnitude, SplittableRandom random) {
    double sign = key.mode.equals("thrpt") ? -1 : 1;
    double[] logs = points.stream().mapToDouble(p -> sign * Math.log(p.value)).toArray();
    return new ChangePoints(magnitude, random)
        .in(logs).stream()
            .map(c -> new Change(points.get(c.at()), Math.exp(c.step()), c.before(), c.after()))
            .toList();
  }
}
