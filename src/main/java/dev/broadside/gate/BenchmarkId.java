package dev.broadside.gate;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One benchmark: its name, and the parameters that make it another one. */
record BenchmarkId(String name, SortedMap<String, String> params)
    implements Comparable<BenchmarkId> {
  private static final Comparator<BenchmarkId> ORDER =
      Comparator.comparing(BenchmarkId::name).thenComparing(id -> id.params().toString());

  BenchmarkId(String name, Map<String, String> params) {
    this(name, new TreeMap<>(params));
  }

  @Override
  public int compareTo(BenchmarkId other) {
    return ORDER.compare(this, other);
  }

  /** As people read it: {@code Chat.post (room=1, size=512)}. */
  @Override
  public String toString() {
    return params.isEmpty()
        ? name
        : params.entrySet().stream()
            .map(param -> param.getKey() + "=" + param.getValue())
            .collect(Collectors.joining(", ", name + " (", ")"));
  }
}
