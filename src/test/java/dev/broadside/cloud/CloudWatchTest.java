package dev.broadside.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.measure.CloudView;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class CloudWatchTest {
  private static final Instant FROM = Instant.parse("2025-11-21T07:16:12Z");
  private static final Instant UNTIL = Instant.parse("2025-11-21T07:17:30Z");
  private static final CloudView.Source SOURCE =
      new CloudView.Source(
          "eu-central-1",
          "a1b2c3",
          "prod",
          List.of("SendMessage"),
          List.of("users/room"),
          List.of("/broadside/chat/SendMessage"));
  private static final CloudWatch.Window WINDOW =
      new CloudWatch.Window(FROM, UNTIL, FROM.plusSeconds(20));

  private final List<Duration> pauses = new ArrayList<>();
  private RecordedAws aws;

  @BeforeEach
  void start() throws IOException {
    aws = new RecordedAws();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private CloudView ask(Duration afterTheRun) throws InterruptedException {
    Clock clock = Clock.fixed(UNTIL.plus(afterTheRun), ZoneOffset.UTC);
    try (CloudWatch cloudWatch = new CloudWatch(aws.clients(), clock, pauses::add)) {
      return cloudWatch.ask(SOURCE, WINDOW);
    }
  }

  private void recorded() throws IOException {
    aws.on("GetMetricData", "get-metric-data-1.json")
        .on("GetMetricData", "get-metric-data-2.json")
        .on("StartQuery", 200, "{\"queryId\":\"12ab3456-12ab-123a-789e-1234567890ab\"}")
        .on("GetQueryResults", "query-running.json")
        .on("GetQueryResults", "query-complete.json");
  }

  private static CloudView.Series series(CloudView view, String metric, String statistic) {
    return view.metrics().stream()
        .filter(s -> s.metric().equals(metric) && s.statistic().equals(statistic))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void minutesOfAllPagesAreJoined() throws Exception {
    recorded();
    CloudView view = ask(Duration.ofMinutes(10));
    assertEquals(List.of(), view.notes());
    CloudView.Series connects = series(view, "ConnectCount", "Sum");
    assertEquals(1000.0, connects.value());
    assertEquals(
        List.of(
            new CloudView.Minute("2025-11-21T07:16:00Z", 900),
            new CloudView.Minute("2025-11-21T07:17:00Z", 100)),
        connects.minutes());
    assertEquals("a1b2c3/prod", connects.of());
    assertEquals(230.25, series(view, "IntegrationLatency", "p99").value());
    assertEquals(3.0, series(view, "Throttles", "Sum").value());
    CloudView.Series reads = series(view, "ConsumedReadCapacityUnits", "Sum");
    assertEquals("users/room", reads.of());
    assertEquals(1280.5, reads.value());
  }

  @Test
  void whatCloudWatchDidNotGiveIsUnknownAndNotZero() throws Exception {
    recorded();
    CloudView view = ask(Duration.ofMinutes(10));
    assertNull(series(view, "MessageCount", "Sum").value());
    assertNull(series(view, "Duration", "p99").value());
  }

  @Test
  void outcomeLinesAreSummedOnceTheQueryIsComplete() throws Exception {
    recorded();
    CloudView view = ask(Duration.ofMinutes(10));
    CloudView.Outcomes outcomes = Objects.requireNonNull(view.outcomes());
    assertEquals(new CloudView.Outcomes(60, 60_000, 59_990, 7, 3, 0, 60_150, 150, 150), outcomes);
    assertEquals(60_000L, outcomes.handler().posts());
    assertEquals(1, pauses.size());
  }

  @Test
  void onlyLinesOfTheMeasuredWindowAreCounted() throws Exception {
    recorded();
    ask(Duration.ofMinutes(10));
    String query = aws.bodies().get(aws.asked().indexOf("StartQuery"));
    assertTrue(query.contains("toMillis(@timestamp) >= 1763709392000"), query);
    assertTrue(query.contains("\"startTime\":1763709392,"), query);
    assertTrue(query.contains("\"endTime\":1763709451,"), query);
  }

  /** Any of the ways in which a runtime may dress the line. */
  @ParameterizedTest
  @ValueSource(strings = {"%s", "INFO: %s", "2025-11-21T07:16:40.1Z 8f INFO %s"})
  void theQueryTakesEachFieldOutOfTheLineThatHandlersWrite(String dress) throws Exception {
    recorded();
    ask(Duration.ofMinutes(10));
    String body = aws.bodies().get(aws.asked().indexOf("StartQuery"));
    String query = new ObjectMapper().readTree(body).path("queryString").asText();
    String line =
        dress.formatted(
            """
            {"event":"broadcast","connections":12,"posted":9,"gone":2,"failed":1,"notTried":0,\
            "attempts":13,"retried":1,"throttled":1,"failures":{"413":1}}""");
    Map<String, String> found = new TreeMap<>();
    Matcher parse = Pattern.compile("parse @message /(.*?)/ ").matcher(query);
    while (parse.find()) {
      Matcher field = Pattern.compile(parse.group(1)).matcher(line);
      assertTrue(field.find(), parse.group(1));
      found.put(field.namedGroups().keySet().iterator().next(), field.group(1));
    }
    assertEquals(
        "{xattempts=13, xconnections=12, xfailed=1, xgone=2, xnotTried=0, xposted=9, xretried=1,"
            + " xthrottled=1}",
        found.toString());
    assertTrue(query.startsWith("filter @message like /\"event\":\\s*\"broadcast\"/"), query);
  }

  @Test
  void aViewIsSettledFiveMinutesAfterTheRun() throws Exception {
    recorded();
    assertFalse(ask(Duration.ofMinutes(5).minusSeconds(1)).settled());
    assertTrue(ask(Duration.ofMinutes(5)).settled());
  }

  @Test
  void aPermissionThatIsMissingIsNamedAndTheRestIsStillAsked() throws Exception {
    String secretive = "User: arn:aws:iam::111122223333:user/x is not authorized";
    aws.on(
            "GetMetricData",
            403,
            "{\"__type\":\"com.amazonaws.cloudwatch#AccessDenied\",\"message\":\""
                + secretive
                + "\"}")
        .on(
            "StartQuery",
            400,
            "{\"__type\":\"AccessDeniedException\",\"message\":\"" + secretive + "\"}");
    CloudView view = ask(Duration.ofMinutes(10));
    assertEquals(
        List.of(
            "CloudWatch's metrics are unknown: these credentials lack cloudwatch:GetMetricData.",
            "The outcome lines are unknown: these credentials lack logs:StartQuery and"
                + " logs:GetQueryResults."),
        view.notes());
    assertEquals(List.of(), view.metrics());
    assertNull(view.outcomes());
  }

  @Test
  void aLogGroupThatDoesNotExistIsSaid() throws Exception {
    aws.on("GetMetricData", "get-metric-data-2.json")
        .on("StartQuery", 400, "{\"__type\":\"ResourceNotFoundException\",\"message\":\"no\"}");
    assertEquals(
        List.of(
            "The outcome lines are unknown: AWS answered ResourceNotFoundException; check the"
                + " names, the region and whether the credentials have expired."),
        ask(Duration.ofMinutes(10)).notes());
  }

  @Test
  void withoutAnOutcomeLineNothingIsCounted() throws Exception {
    aws.on("GetMetricData", "get-metric-data-2.json")
        .on("StartQuery", 200, "{\"queryId\":\"q\"}")
        .on("GetQueryResults", 200, "{\"results\":[],\"status\":\"Complete\"}");
    CloudView view = ask(Duration.ofMinutes(10));
    assertNull(view.outcomes());
    assertTrue(view.notes().getFirst().contains("hold no outcome lines"), view.notes().toString());
  }

  @Test
  void aQueryThatNeverEndsIsGivenUp() throws Exception {
    aws.on("GetMetricData", "get-metric-data-2.json")
        .on("StartQuery", 200, "{\"queryId\":\"q\"}")
        .on("GetQueryResults", "query-running.json");
    assertTrue(ask(Duration.ofMinutes(10)).notes().getFirst().contains("still at it"));
    assertEquals(120, pauses.size());
  }
}
