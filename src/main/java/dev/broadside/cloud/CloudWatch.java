package dev.broadside.cloud;

import dev.broadside.measure.CloudView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** CloudWatch's view of a run's minutes. */
public final class CloudWatch implements AutoCloseable {
  /**
   * When all of a run has arrived: metrics of a minute are sent within a few minutes of it, and log
   * lines can be queried within about two. Ours; AWS states no bound.
   */
  public static final Duration SETTLES_WITHIN = Duration.ofMinutes(5);

  private final Clients clients;
  private final Clock clock;
  private final OutcomeLines.Pause pause;

  CloudWatch(Clients clients, Clock clock, OutcomeLines.Pause pause) {
    this.clients = clients;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * The minutes to ask about.
   *
   * @param measuredFrom when the measured window began; {@code null} when none did, and then
   *     outcome lines are not asked for
   */
  public record Window(Instant from, Instant until, @Nullable Instant measuredFrom) {}

  /** CloudWatch of a region; nothing where the SDK finds no credentials. */
  public static Optional<CloudWatch> of(String region) {
    return Clients.credentials()
        .map(
            found ->
                new CloudWatch(Clients.of(region, found, null), Clock.systemUTC(), Thread::sleep));
  }

  /** Asks for everything; what cannot be had is a note, and null. */
  public CloudView ask(CloudView.Source source, Window window) throws InterruptedException {
    List<String> notes = new ArrayList<>();
    List<CloudView.Series> metrics = metrics(source, window, notes);
    CloudView.Outcomes outcomes = outcomes(source, window, notes);
    Instant now = clock.instant();
    return new CloudView(
        CloudView.SCHEMA,
        now.toString(),
        !now.isBefore(window.until().plus(SETTLES_WITHIN)),
        source,
        metrics,
        outcomes,
        notes);
  }

  private List<CloudView.Series> metrics(
      CloudView.Source source, Window window, List<String> notes) {
    try {
      return new Metrics(clients.metrics()).ask(Metric.of(source), window.from(), window.until());
    } catch (AwsServiceException e) {
      notes.add(Refusal.sentence("CloudWatch's metrics", e, "cloudwatch:GetMetricData"));
    } catch (SdkClientException e) {
      notes.add(Refusal.unreachable("CloudWatch", source.region()));
    }
    return List.of();
  }

  private CloudView.@Nullable Outcomes outcomes(
      CloudView.Source source, Window window, List<String> notes) throws InterruptedException {
    Instant from = window.measuredFrom();
    if (source.logs().isEmpty() || from == null) {
      return null;
    }
    try {
      return new OutcomeLines(clients.logs(), pause).ask(source.logs(), from, window.until());
    } catch (AwsServiceException e) {
      notes.add(
          Refusal.sentence("The outcome lines", e, "logs:StartQuery and logs:GetQueryResults"));
    } catch (SdkClientException e) {
      notes.add(Refusal.unreachable("Logs Insights", source.region()));
    } catch (CloudException e) {
      notes.add("The outcome lines are unknown: " + e.getMessage() + ".");
    }
    return null;
  }

  @Override
  public void close() {
    clients.close();
  }
}
