package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.load.StubPlan;
import dev.broadside.load.StubProcess;
import dev.broadside.load.StubSchedule;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.ShardsView;
import dev.broadside.report.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A run of one or several injectors against a stage whose delays are set. */
final class StubRun implements AutoCloseable {
  private final StubProcess stage;
  private final Broadside run;

  private StubRun(StubProcess stage, Broadside run) {
    this.stage = stage;
    this.run = run;
  }

  /**
   * Starts it.
   *
   * @param injectors one is started as most people would, without saying how many
   * @param load of the scenario: what follows {@code question} and {@code target}
   */
  static StubRun start(
      Path home,
      StubSchedule schedule,
      int injectors,
      String load,
      Map<String, String> environment,
      String... more)
      throws Exception {
    StubProcess stage = new StubProcess(new StubPlan(schedule, 5, false, 0), home);
    Path scenario = home.resolve("stubbed.yaml");
    Files.writeString(
        scenario,
        "question: Do several injectors count as one?\ntarget: ws://127.0.0.1:%d/\n%s\n"
            .formatted(stage.port(), load));
    List<String> arguments = new ArrayList<>(List.of("run", scenario.toString()));
    if (injectors > 1) {
      arguments.addAll(List.of("--injectors", "" + injectors, "--on", "processes"));
    }
    arguments.addAll(List.of(more));
    return new StubRun(stage, Broadside.start(home, environment, arguments.toArray(String[]::new)));
  }

  Broadside run() {
    return run;
  }

  /** The one folder that it left. */
  Path folder() throws Exception {
    List<Path> left = run.reports();
    assertEquals(1, left.size(), () -> "it left " + left + " and said " + run.errorLines());
    return left.getFirst();
  }

  RunSummary summary() throws Exception {
    RunSummary summary = RunReport.load(folder()).summary();
    RunSummary.Deliveries books = summary.deliveries();
    assertEquals(books.expected(), books.delivered() + books.lost());
    return summary;
  }

  /** What {@code shards.json} says of each injector. */
  List<JsonNode> shards() throws Exception {
    List<JsonNode> shards = new ArrayList<>();
    json(folder().resolve(ShardsView.FILE)).path("shards").forEach(shards::add);
    return shards;
  }

  /** The folder of its own that an injector left. */
  Path folderOf(int shard) throws Exception {
    try (Stream<Path> own = Files.list(folder().resolve("shards"))) {
      return own.filter(path -> path.getFileName().toString().startsWith("shard-" + shard + "-"))
          .findFirst()
          .orElseThrow();
    }
  }

  static JsonNode json(Path file) throws Exception {
    return new ObjectMapper().readTree(file.toFile());
  }

  static RunSummary.Check check(RunSummary summary, String name) {
    return summary.validity().checks().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no check " + name));
  }

  @Override
  public void close() {
    run.close();
    stage.close();
  }
}
