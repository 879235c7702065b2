package dev.broadside.cli;

import dev.broadside.aws.Cost;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Rooms;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.Secrets;
import dev.broadside.scenario.Via;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a run against somebody's stage would do, for a person to agree to before it does. */
record Consent(Scenario scenario) {
  private static final int MOST_IN_A_FRAME = 32 * 1024;

  /** A URL up to its path, which may have places to fill in. */
  private static final Pattern SERVER = Pattern.compile("([^/]*//[^/?]*).*", Pattern.DOTALL);

  /** Whether nothing leaves this machine. */
  boolean isLoopback() {
    String target = scenario.target();
    String server = server();
    return scenario.connect().reach().proxy() == null
        && (target == null || isLoopback(target))
        && (server == null || isLoopback(server));
  }

  /** Where requests go that the scenario writes a whole URL for. */
  private @Nullable String server() {
    return switch (scenario.publish().via()) {
      case Via.WebSocket webSocket -> null;
      case Via.Http http ->
          http.isAbsolute() ? SERVER.matcher(http.path()).replaceFirst("$1") : null;
      case Via.Queue queue -> queue.isAbsolute() ? queue.url() : null;
    };
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(URI.create(Secrets.expand(address, System::getenv)).getHost())
          .isLoopbackAddress();
    } catch (UnknownHostException e) {
      // Unknown to us here; the run itself says so in its own words.
      return false;
    }
  }

  /**
   * What API Gateway will not take, a line; empty when it takes all of it. Its limits are 32 KB for
   * a frame and 128 KB for a message:
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
   */
  String warning() {
    return RateWarning.of(scenario) + ofFrames();
  }

  private String ofFrames() {
    Publish publish = scenario.publish();
    int wrapping = publish.message().length() - Publish.MARKER.length();
    int largest = publish.payload().largest().bytes() + wrapping;
    String churn = new ChurnPlan(scenario).warning();
    if (!(publish.via() instanceof Via.WebSocket) || largest <= MOST_IN_A_FRAME) {
      return churn;
    }
    return churn
        + String.format(
            Locale.ROOT,
            "Warning      frames have up to %,d bytes: API Gateway closes a connection that sends more"
                + " than %,d in one; lower publish.payload%n",
            largest,
            MOST_IN_A_FRAME);
  }

  /** The plan, a few lines. */
  String plan() {
    Publish publish = scenario.publish();
    long broadcasts = publish.warmupBroadcasts() + (long) publish.plannedBroadcasts();
    long connections = scenario.audience().connections() + (long) publish.listeningPublishers();
    long whole = Rooms.messages(scenario.audience(), publish.publishers(), broadcasts);
    long messages = Math.round(whole * publish.payload().mean(Cost::meteredMessages));
    double minutes =
        connections
            * publish.warmup().plus(publish.duration()).plus(publish.drain()).toMillis()
            / 60_000.0;
    return String.format(
        Locale.ROOT,
        "Target       %s%n"
            + "Connections  %,d subscribers and %,d publishers, opened at %s%n"
            + "%s"
            + "Publishes    %,d broadcasts at %s (%s warm-up, %s measured)%n"
            + "Messages     about %,d metered by AWS, plus %,.0f connection minutes%n"
            + "Cost         about $%.2f for API Gateway alone at list price (prices of %s; Lambda and"
            + " DynamoDB come on top)%n",
        scenario.target() == null
            ? "local stage, design " + scenario.local().name()
            : scenario.target(),
        scenario.audience().connections(),
        publish.publishers(),
        scenario.connect().rate(),
        new ChurnPlan(scenario).lines(),
        broadcasts,
        publish.pace(),
        seconds(publish.warmup().toMillis()),
        seconds(publish.duration().toMillis()),
        messages,
        minutes,
        Cost.usd(messages, minutes),
        Cost.PRICES_AS_OF);
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, millis % 1_000 == 0 ? "%.0f s" : "%.1f s", millis / 1e3);
  }
}
