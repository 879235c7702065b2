package dev.broadside.gate;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Results as JMH writes them, for tests. */
record JmhJson(
    String benchmark, String mode, String unit, String jdk, double allocated, double[][] forks) {

  static JmhJson of(String benchmark, double... forkMeans) {
    double[][] forks =
        Arrays.stream(forkMeans).mapToObj(mean -> new double[] {mean}).toArray(double[][]::new);
    return new JmhJson(benchmark, "avgt", "ns/op", "25.0.3", 120, forks);
  }

  JmhJson withMode(String otherMode, String otherUnit) {
    return new JmhJson(benchmark, otherMode, otherUnit, jdk, allocated, forks);
  }

  JmhJson withJdk(String other) {
    return new JmhJson(benchmark, mode, unit, other, allocated, forks);
  }

  JmhJson withAllocated(double bytes) {
    return new JmhJson(benchmark, mode, unit, jdk, bytes, forks);
  }

  /** One entry of the file. */
  String entry() {
    double[][] bytes =
        Arrays.stream(forks).map(fork -> new double[] {allocated}).toArray(double[][]::new);
    return """
        {"jmhVersion": "1.37", "benchmark": "%s", "mode": "%s", "threads": 1, "forks": %d,
         "jvmArgs": [], "jdkVersion": "%s", "vmName": "VM", "vmVersion": "1",
         "measurementIterations": 1, "measurementTime": "1 s",
         "primaryMetric": {"score": 1, "scoreUnit": "%s", "rawData": %s},
         "secondaryMetrics": {"gc.alloc.rate.norm": {"scoreUnit": "B/op", "rawData": %s}}}
        """
        .formatted(
            benchmark,
            mode,
            forks.length,
            jdk,
            unit,
            Arrays.deepToString(forks),
            Arrays.deepToString(bytes));
  }

  static String file(JmhJson... results) {
    return Arrays.stream(results).map(JmhJson::entry).collect(Collectors.joining(",", "[", "]\n"));
  }
}
