package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.cloud.CloudException;
import dev.broadside.cloud.CloudWatch;
import dev.broadside.measure.CloudView;
import dev.broadside.measure.Distribution;
import dev.broadside.measure.RunFolder;
import dev.broadside.measure.RunSummary;
import dev.broadside.report.RunReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class CloudJoinTest {
  private static final String ON_AWS = "wss://a1b2c3.execute-api.eu-central-1.amazonaws.com/prod";
  private static final CloudView.Outcomes OUTCOMES =
      new CloudView.Outcomes(60, 60_000, 59_990, 7, 3, 0, 60_150, 150, 120);

  @TempDir private Path folder = Path.of("");

  private long published = 60;

  private final List<CloudView.Source> asked = new ArrayList<>();
  private final List<CloudWatch.Window> windows = new ArrayList<>();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Command
  private static final class Options {
    @Mixin private CloudOptions cloud = new CloudOptions();
  }

  private static CloudOptions options(String... arguments) {
    Options options = new Options();
    new CommandLine(options).parseArgs(arguments);
    return options.cloud;
  }

  private CloudJoin join(CloudOptions options, @Nullable CloudView answer) {
    return new CloudJoin(
        options,
        (source, window) -> {
          asked.add(source);
          windows.add(window);
          return Optional.ofNullable(answer);
        },
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static CloudView view(boolean settled) {
    CloudView.Source source =
        new CloudView.Source(
            "eu-central-1",
            "a1b2c3",
            "prod",
            List.of("Send<Message>"),
            List.of(),
            List.of("/logs"));
    CloudView.Series throttles =
        new CloudView.Series(
            "Send<Message>",
            "Throttles",
            "Sum",
            "Count",
            1_203.0,
            List.of(
                new CloudView.Minute("2025-11-21T07:16:00Z", 1_200),
                new CloudView.Minute("2025-11-21T07:17:00Z", 3)));
    CloudView.Series duration =
        new CloudView.Series("Send<Message>", "Duration", "p99", "Milliseconds", null, List.of());
    return new CloudView(
        CloudView.SCHEMA,
        "2025-11-21T07:40:00Z",
        settled,
        source,
        List.of(throttles, duration),
        OUTCOMES,
        List.of());
  }

  private static CloudView nothing() {
    CloudView full = view(true);
    return new CloudView(
        CloudView.SCHEMA, full.askedAt(), true, full.source(), List.of(), null, List.of("Denied."));
  }

  private void runOf(String target) throws Exception {
    Distribution none = new Distribution(0, null, null, null, null, null, null, null, null);
    Map<String, @Nullable Object> environment = new LinkedHashMap<>();
    environment.put("measuredFromEpochMicros", 1_763_709_392_500_000L);
    RunSummary summary =
        new RunSummary(
            RunSummary.SCHEMA,
            false,
            new RunSummary.Run(
                "r1",
                "capacity",
                "How long?",
                1,
                "2025-11-21T07:16:12Z",
                "2025-11-21T07:17:30Z",
                target,
                null,
                null,
                Map.of(),
                null,
                1),
            new RunSummary.Verdict(RunSummary.Status.PASS, List.of()),
            new RunSummary.Connections(0, 0, 0, 0, none),
            new RunSummary.Broadcasts(published, published, 0, 0, 0, 0, none),
            new RunSummary.Deliveries(0, 0, 0, Map.of(), 0, 0, 0, 0, 0, 0, 0, 0),
            new RunSummary.Latency(none, none, none, none, none, none),
            new RunSummary.Handler(
                null, null, null, null, null, new RunSummary.Lookups(null, null, null, null)),
            new RunSummary.Validity(List.of()),
            new RunSummary.Cost(null, null, null, null),
            environment);
    RunFolder.at(folder).writeSummary(summary);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String page(String name) throws Exception {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void theHandlersOutcomesAndTheMetricsAreInTheFolderAndItsPages() throws Exception {
    runOf(ON_AWS);
    join(options("--aws-function", "SendMessage"), view(true)).afterRun(folder);
    RunReport report = RunReport.load(folder);
    assertEquals(view(true), report.cloud());
    assertEquals(OUTCOMES.handler(), report.summary().handler());
    assertEquals(60_000L, report.summary().handler().posts());
    assertTrue(page("report.html").contains("Send&lt;Message&gt;"));
    assertTrue(page("report.html").contains("1,203 (1,200 in the busiest minute)"));
    assertTrue(page("report.md").contains("| Throttles | 1,203 (1,200 in the busiest minute) |"));
    assertTrue(page("report.md").contains("| Duration p99 | – |"));
    assertEquals("", said());
  }

  @Test
  void theAddressNamesTheApiAndTheWindowIsTheRuns() throws Exception {
    runOf(ON_AWS);
    join(options("--aws-table", "users/room", "--aws-logs", "/a"), view(true)).afterRun(folder);
    assertEquals(
        List.of(
            new CloudView.Source(
                "eu-central-1", "a1b2c3", "prod", List.of(), List.of("users/room"), List.of("/a"))),
        asked);
    assertEquals(
        List.of(
            new CloudWatch.Window(
                Instant.parse("2025-11-21T07:16:12Z"),
                Instant.parse("2025-11-21T07:17:30Z"),
                Instant.parse("2025-11-21T07:16:32.5Z"))),
        windows);
  }

  @Test
  void outcomesThatMayBeIncompleteStayOutOfTheSummary() throws Exception {
    runOf(ON_AWS);
    join(options(), view(false)).afterRun(folder);
    RunReport report = RunReport.load(folder);
    assertNull(report.summary().handler().posts());
    assertEquals(view(false), report.cloud());
    assertTrue(said().contains("ask again with ./broadside report"), said());
    assertTrue(page("report.md").contains("Asked too soon"));
  }

  @Test
  void askedAgainItRemembersWhatWasNamed() throws Exception {
    runOf("wss://chat.example.com/live");
    join(options("--aws-api", "eu-central-1/a1b2c3/prod"), view(false)).whenAsked(folder);
    join(options(), view(true)).whenAsked(folder);
    assertEquals(view(true).source(), asked.get(1));
  }

  @Test
  void anAnswerWithNothingInItDoesNotReplaceAnEarlierOne() throws Exception {
    runOf(ON_AWS);
    join(options(), view(true)).whenAsked(folder);
    join(options(), nothing()).whenAsked(folder);
    assertEquals(view(true), RunReport.load(folder).cloud());
    assertTrue(said().contains("Denied."), said());
  }

  @Test
  void outcomesThatAreDeniedTheSecondTimeAreKeptBesideNewMetrics() throws Exception {
    runOf(ON_AWS);
    CloudView first = view(true);
    join(options(), first).whenAsked(folder);
    CloudView.Series errors =
        new CloudView.Series("Send<Message>", "Errors", "Sum", "Count", 0.0, List.of());
    join(options(), answer(first, List.of(errors), null)).whenAsked(folder);
    assertEquals(List.of(errors), cloud().metrics());
    assertEquals(OUTCOMES, cloud().outcomes());
    join(options(), answer(first, List.of(), OUTCOMES)).whenAsked(folder);
    assertEquals(List.of(errors), cloud().metrics());
    assertTrue(said().contains("What it said earlier is kept."), said());
  }

  @Test
  void whatWasSaidOfAnotherSourceIsNotKept() throws Exception {
    runOf(ON_AWS);
    CloudView first = view(true);
    join(options(), first).whenAsked(folder);
    CloudView.Source other =
        new CloudView.Source("eu-west-1", "z", "prod", List.of(), List.of(), List.of());
    CloudView second =
        new CloudView(
            CloudView.SCHEMA, first.askedAt(), true, other, first.metrics(), null, List.of());
    join(options(), second).whenAsked(folder);
    assertNull(cloud().outcomes());
  }

  @Test
  void linesOfOtherBroadcastsThanThePublishedOnesStayOutOfTheSummary() throws Exception {
    published = 58;
    runOf(ON_AWS);
    join(options(), view(true)).whenAsked(folder);
    assertNull(RunReport.load(folder).summary().handler().posts());
    assertEquals(OUTCOMES, cloud().outcomes());
    assertTrue(said().contains("wrote 60 outcome lines"), said());
    assertTrue(page("report.md").contains("wrote 60 outcome lines"));
  }

  @Test
  void aLineOfEachBatchBehindAQueueIsNoDoubt() throws Exception {
    published = 5;
    runOf(ON_AWS);
    CloudView.Outcomes batches = new CloudView.Outcomes(600, 6_000, 6_000, 0, 0, 0, 6_000, 0, 0);
    CloudView full = view(true);
    join(options(), answer(full, full.metrics(), batches)).whenAsked(folder);
    assertEquals(6_000L, RunReport.load(folder).summary().handler().posts());
  }

  private CloudView cloud() throws Exception {
    CloudView kept = RunReport.load(folder).cloud();
    if (kept == null) {
      throw new AssertionError("there is no " + CloudView.FILE);
    }
    return kept;
  }

  private static CloudView answer(
      CloudView like, List<CloudView.Series> metrics, CloudView.@Nullable Outcomes outcomes) {
    return new CloudView(
        CloudView.SCHEMA, like.askedAt(), true, like.source(), metrics, outcomes, List.of());
  }

  @Test
  void withoutCredentialsOneLineIsAll() throws Exception {
    runOf(ON_AWS);
    join(options(), null).afterRun(folder);
    assertEquals(1, said().lines().count());
    assertFalse(Files.exists(folder.resolve(CloudView.FILE)));
  }

  @Test
  void aStageThatIsNotKnownToBeOnAwsIsPassedOver() throws Exception {
    runOf("local");
    join(options(), view(true)).afterRun(folder);
    assertEquals(List.of(), asked);
    assertEquals("", said());
  }

  @Test
  void askedForByNameItSaysWhatToName() throws Exception {
    runOf("wss://chat.example.com/live");
    CloudException refused =
        assertThrows(CloudException.class, () -> join(options(), view(true)).whenAsked(folder));
    assertTrue(refused.toString().contains("--aws-api REGION/API/STAGE"), refused.toString());
  }

  @Test
  void anApiThatIsNotWrittenAsRegionApiStageIsAUsageError() {
    assertThrows(CommandLine.ParameterException.class, () -> options("--aws-api", "a1b2c3/prod"));
  }
}
