package dev.broadside.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a server's clock is ahead of ours, as bounds: its {@code Date} header has whole seconds,
 * and was written somewhen between question and answer. Latencies need no common clock; signatures
 * do (AWS refuses those that are five minutes off), and so does finding a run's minutes in logs.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-date">RFC 9110, Date</a>
 */
record ClockOffset(Duration atLeast, Duration atMost) {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

  /** From a {@code Date} of whole seconds in the answer to a question that we timed. */
  static ClockOffset of(Instant asked, Instant answered, Instant date) {
    return new ClockOffset(
        Duration.between(answered, date), Duration.between(asked, date.plusSeconds(1)));
  }

  /** Asks for the root of the target's host; any answer will do, a refusal too. */
  static Optional<ClockOffset> ofServer(URI target, Clock clock) throws InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build()) {
      URI root = URI.create("http" + target.toString().substring("ws".length())).resolve("/");
      HttpRequest request =
          HttpRequest.newBuilder(root)
              .timeout(ANSWER_WITHIN)
              .method("HEAD", HttpRequest.BodyPublishers.noBody())
              .build();
      // The first goes to open the connection, which takes longer than an answer.
      http.send(request, HttpResponse.BodyHandlers.discarding());
      Instant asked = clock.instant();
      HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
      Instant answered = clock.instant();
      return answer
          .headers()
          .firstValue("Date")
          .map(text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)))
          .map(date -> of(asked, answered, date));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A line's text. */
  String sentence() {
    if (atLeast.compareTo(Duration.ZERO) <= 0 && atMost.compareTo(Duration.ZERO) >= 0) {
      return "this machine's clock and the target's agree as far as its Date header tells, which has"
          + " whole seconds";
    }
    boolean ahead = atLeast.compareTo(Duration.ZERO) > 0;
    Duration least = ahead ? atLeast : atMost.negated();
    return String.format(
        Locale.ROOT,
        "the target's clock is at least %.1f s %s this machine's: let NTP set this one; AWS refuses"
            + " signatures that are 5 minutes off, and logs are searched by time",
        least.toMillis() / 1e3,
        ahead ? "ahead of" : "behind");
  }
}
