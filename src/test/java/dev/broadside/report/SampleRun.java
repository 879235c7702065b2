package dev.broadside.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.measure.Distribution;
import dev.broadside.measure.RunSummary;
import dev.broadside.scenario.Slo;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

/** Runs as they come from scan-chat on a laptop, the same in every test. */
enum SampleRun {
  PASS {
    @Override
    SampleLog log() {
      return SampleLog.of(60, 2, 1_000, 0);
    }

    @Override
    RunReport report() {
      Traffic traffic = new Traffic(60, 1_000, 0, 0.05);
      return new RunReport(
          new RunSummary(
              RunSummary.SCHEMA,
              false,
              run(
                  "quickstart",
                  "How long until the last of 1,000 people in one room sees a message?",
                  "2026-11-21T07:15:52Z"),
              new RunSummary.Verdict(RunSummary.Status.PASS, List.of()),
              new RunSummary.Connections(1_000, 1_000, 0, 0, spread(1_000, 0.61, 2.9)),
              new RunSummary.Broadcasts(60, 60, 0, 0, 60, 0, spread(60, 0.05, 0.31)),
              deliveries(60_000, 0, Map.of(), 0),
              traffic.latency(),
              new RunSummary.Handler(
                  60_000L, 60_000L, 0L, 0L, 0L, new RunSummary.Lookups(60L, 60L, 60_000L, 750.0)),
              new RunSummary.Validity(checks(true)),
              new RunSummary.Cost(120_060L, 500.0, 0.1203, "2026-11-01"),
              ENVIRONMENT),
          traffic.delivery,
          traffic.last,
          List.of(limit(Slo.Metric.LAST, 100), limit(Slo.Metric.DELIVERY, 500)),
          null,
          null,
          Objects.requireNonNull(log()).read());
    }
  },
  FAIL {
    @Override
    SampleLog log() {
      return SampleLog.of(300, 10, 200, 7);
    }

    @Override
    RunReport report() {
      Traffic traffic = new Traffic(300, 200, 7, 8);
      return new RunReport(
          new RunSummary(
              RunSummary.SCHEMA,
              false,
              run("room-loss", "Does a stage at its limit lose messages?", "2026-11-21T07:18:00Z"),
              new RunSummary.Verdict(
                  RunSummary.Status.FAIL,
                  List.of(
                      "7 deliveries were lost; the SLO allows 0.",
                      "The p95 of last is 406 ms; the SLO allows 350 ms.")),
              new RunSummary.Connections(200, 200, 0, 3, spread(200, 0.7, 3.1)),
              new RunSummary.Broadcasts(300, 300, 0, 0, 293, 7, spread(300, 0.05, 0.9)),
              deliveries(60_000, 7, Map.of("disconnected", 3L, "late", 2L, "never seen", 2L), 1),
              traffic.latency().withRooms(ROOMS),
              new RunSummary.Handler(
                  60_012L,
                  60_031L,
                  3L,
                  19L,
                  9L,
                  new RunSummary.Lookups(300L, 300L, 60_000L, 900.5)),
              new RunSummary.Validity(checks(true)),
              new RunSummary.Cost(null, null, null, null),
              ENVIRONMENT),
          traffic.delivery,
          traffic.last,
          List.of(limit(Slo.Metric.LAST, 350)),
          null,
          null,
          Objects.requireNonNull(log()).read());
    }
  },
  INVALID {
    @Override
    RunReport report() {
      Distribution none = Distribution.EMPTY;
      return new RunReport(
          new RunSummary(
              RunSummary.SCHEMA,
              true,
              run("quickstart", "How long until the last receiver has a message?", null),
              new RunSummary.Verdict(
                  RunSummary.Status.INVALID,
                  List.of(
                      "The run was interrupted before its first broadcast.",
                      "Only 412 of 1,000 connections were open when publishing began.")),
              new RunSummary.Connections(1_000, 412, 588, 0, none),
              new RunSummary.Broadcasts(60, 0, 0, 60, 0, 0, none),
              deliveries(0, 0, Map.of(), 0),
              new RunSummary.Latency(none, none, none, none, none, none),
              new RunSummary.Handler(
                  null, null, null, null, null, new RunSummary.Lookups(null, null, null, null)),
              new RunSummary.Validity(checks(false)),
              new RunSummary.Cost(null, null, null, null),
              Map.of()),
          new Histogram(3),
          new Histogram(3),
          List.of());
    }
  },
  HOSTILE {
    @Override
    RunReport report() {
      Traffic traffic = new Traffic(3, 4, 0, 0.05);
      RunSummary.Run run =
          new RunSummary.Run(
              "8f<b>",
              "<script>alert('name')</script> & \"co\"",
              "</h1><img src=x onerror=alert(1)> **bold** [link](javascript:alert(1)) `code` | @all"
                  + " $x$ \u001b[31m\u202egnirts",
              1,
              "2026-11-21T07:15:00Z",
              "not a time",
              "wss://user:secret@abc.execute-api.eu-west-1.amazonaws.com/prod?token=secret",
              "<i>design</i>",
              null,
              Map.of("#key|", "<b>\nvalue"),
              null,
              1);
      return new RunReport(
          new RunSummary(
              RunSummary.SCHEMA,
              false,
              run,
              new RunSummary.Verdict(
                  RunSummary.Status.FAIL, List.of("1. <b>one</b>", "]]> --> | two")),
              new RunSummary.Connections(4, 4, 0, 0, spread(4, 20, 40)),
              new RunSummary.Broadcasts(3, 3, 0, 0, 3, 0, spread(3, 0.05, 0.31)),
              deliveries(12, 0, Map.of("<lost>", 0L), 0),
              traffic.latency(),
              new RunSummary.Handler(
                  null, null, null, null, null, new RunSummary.Lookups(null, null, null, null)),
              new RunSummary.Validity(
                  List.of(new RunSummary.Check("<check>", "a & b", "'c'", false))),
              new RunSummary.Cost(null, null, null, null),
              Map.of("os", "<os>")),
          traffic.delivery,
          traffic.last,
          List.of());
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, @Nullable Object> ENVIRONMENT = environment();
  private static final List<RunSummary.RoomSize> ROOMS =
      List.of(
          new RunSummary.RoomSize(1, 1, 2, 30, 30, 30, spread(30, 4, 9)),
          new RunSummary.RoomSize(128, 255, 1, 270, 59_970, 59_963, spread(270, 180, 406)));

  abstract RunReport report();

  /** What it wrote down while it went; {@code null} where that is nothing. */
  @Nullable SampleLog log() {
    return null;
  }

  /** Writes the run as a finished run's folder has it, without the reports. */
  void write(Path folder) throws IOException {
    RunReport report = report();
    JSON.writeValue(folder.resolve("summary.json").toFile(), report.summary());
    writeLog(folder.resolve("delivery.hlog"), report.delivery());
    writeLog(folder.resolve("last.hlog"), report.last());
    SampleLog log = log();
    SampleLog.delete(folder);
    if (log != null) {
      log.write(folder);
    }
    StringBuilder yaml = new StringBuilder("question: it\naudience: { connections: 1000 }\nslo:\n");
    report
        .limits()
        .forEach(
            l ->
                yaml.append(
                    "  %s: { p95: %dms }\n".formatted(l.metric().word(), l.limit().toMillis())));
    Files.writeString(folder.resolve("scenario.yaml"), yaml);
  }

  /** Two intervals of half the values each, and one more that is empty. */
  private static void writeLog(Path file, Histogram all) throws IOException {
    Histogram even = new Histogram(3);
    Histogram odd = new Histogram(3);
    for (var value : all.recordedValues()) {
      long n = value.getCountAtValueIteratedTo();
      even.recordValueWithCount(value.getValueIteratedTo(), n / 2);
      odd.recordValueWithCount(value.getValueIteratedTo(), n - n / 2);
    }
    try (PrintStream out = new PrintStream(Files.newOutputStream(file))) {
      HistogramLogWriter log = new HistogramLogWriter(out);
      log.outputLogFormatVersion();
      log.outputLegend();
      log.outputIntervalHistogram(0, 1, even, 1e6);
      log.outputIntervalHistogram(1, 2, odd, 1e6);
      log.outputIntervalHistogram(2, 3, new Histogram(3), 1e6);
    }
  }

  private static RunSummary.Run run(String name, String question, @Nullable String finished) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("publish", Map.of("rate", "2/s", "for", "30s"));
    parameters.put("audience", Map.of("connections", 1_000));
    parameters.put("slo", "last p95 ≤ 350ms, lost ≤ 0");
    return new RunSummary.Run(
        "k3v9q2",
        name,
        question,
        1,
        "2026-11-21T07:15:00Z",
        finished,
        "local",
        "scan-chat",
        "ideal",
        parameters,
        "92fd38f",
        1);
  }

  private static RunSummary.Deliveries deliveries(
      long expected, long lost, Map<String, Long> why, long duplicate) {
    return new RunSummary.Deliveries(
        expected,
        expected - lost,
        lost,
        why,
        Math.min(lost, 2),
        duplicate,
        0,
        0,
        0,
        0,
        Math.min(expected, 60),
        0);
  }

  private static List<RunSummary.Check> checks(boolean allOpen) {
    return List.of(
        new RunSummary.Check("publish delay p99", "0.310 ms", "at most 10.0 ms", true),
        new RunSummary.Check("pauses of the injector", "0.2% of the window", "at most 1%", true),
        new RunSummary.Check("CPU of the injector", "0 of 10 seconds over 80%", "at most 1", true),
        new RunSummary.Check("negative latencies", "0", "0", true),
        new RunSummary.Check("books balance", "yes", "yes", true),
        new RunSummary.Check(
            "connections open",
            allOpen ? "1,000" : "412",
            "1,000 when publishing begins",
            allOpen));
  }

  private static Slo.Limit limit(Slo.Metric metric, long millis) {
    return new Slo.Limit(metric, Slo.Statistic.P95, Duration.ofMillis(millis));
  }

  private static Distribution spread(long count, double p50, double max) {
    double step = (max - p50) / 5;
    return new Distribution(
        count, p50 / 2, p50, p50, p50 + step, p50 + 2 * step, p50 + 3 * step, p50 + 4 * step, max);
  }

  private static Map<String, @Nullable Object> environment() {
    Map<String, @Nullable Object> environment = new LinkedHashMap<>();
    environment.put("os", "Linux 6.1 amd64");
    environment.put("cpus", 2);
    environment.put("memory", "24 GiB");
    environment.put("jvm", Map.of("version", "25.0.1", "vendor", "Eclipse Adoptium"));
    environment.put("container", null);
    return environment;
  }

  /** Broadcasts to receivers that a serial loop reaches one after the other. */
  private static final class Traffic {
    private final Random random = new Random(20261121);
    private final Histogram delivery = new Histogram(3);
    private final Histogram first = new Histogram(3);
    private final Histogram last = new Histogram(3);
    private final int broadcasts;

    Traffic(int broadcasts, int receivers, int incomplete, double tail) {
      this.broadcasts = broadcasts;
      for (int b = 0; b < broadcasts; b++) {
        double lookup = 3 + 2 * random.nextDouble();
        double perPost = 40.0 / receivers * (0.8 + random.nextDouble() * (1 + tail));
        long max = 0;
        for (int r = 1; r <= receivers; r++) {
          double jitter = -StrictMath.log(1 - random.nextDouble()) * (0.8 + tail);
          long nanos = Math.round((lookup + r * perPost + jitter) * 1e6);
          if (b >= incomplete || r < receivers) {
            delivery.recordValue(nanos);
          }
          max = Math.max(max, nanos);
          if (r == 1) {
            first.recordValue(nanos);
          }
        }
        if (b >= incomplete) {
          last.recordValue(max);
        }
      }
    }

    RunSummary.Latency latency() {
      Distribution deliveries = of(delivery, delivery.getTotalCount());
      Distribution lasts = of(last, broadcasts);
      return new RunSummary.Latency(
          deliveries, deliveries, of(first, broadcasts), lasts, lasts, lasts);
    }

    private static Distribution of(Histogram came, long due) {
      return new Distribution(
          due,
          came.getMinValue() / 1e6,
          came.getTotalCount() == due ? came.getMean() / 1e6 : null,
          at(came, due, 0.5),
          at(came, due, 0.9),
          at(came, due, 0.95),
          at(came, due, 0.99),
          at(came, due, 0.999),
          at(came, due, 1));
    }

    private static @Nullable Double at(Histogram came, long due, double share) {
      long rank = (long) Math.ceil(share * due);
      return rank > came.getTotalCount()
          ? null
          : came.getValueAtPercentile(100.0 * rank / came.getTotalCount()) / 1e6;
    }
  }
}
