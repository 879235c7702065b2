package dev.broadside.cli;

import dev.broadside.aws.Cost;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.Secrets;
import dev.broadside.scenario.Via;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/** What a run against somebody's stage would do, for a person to agree to before it does. */
record Consent(Scenario scenario) {

  /** Whether nothing leaves this machine. */
  boolean isLoopback() {
    String target = scenario.target();
    if (target == null) {
      return true;
    }
    try {
      return InetAddress.getByName(URI.create(Secrets.expand(target, System::getenv)).getHost())
          .isLoopbackAddress();
    } catch (UnknownHostException e) {
      // Unknown to us here; the run itself says so in its own words.
      return false;
    }
  }

  /** The plan, a few lines. */
  String plan() {
    Publish publish = scenario.publish();
    long broadcasts = publish.warmupBroadcasts() + (long) publish.plannedBroadcasts();
    long connections = scenario.audience().connections() + (long) publish.listeningPublishers();
    long each = connections + (publish.via() instanceof Via.WebSocket ? 1 : 0);
    long messages = Math.round(broadcasts * each * publish.payload().mean(Cost::meteredMessages));
    double minutes =
        connections
            * publish.warmup().plus(publish.duration()).plus(publish.drain()).toMillis()
            / 60_000.0;
    return String.format(
        Locale.ROOT,
        "Target       %s%n"
            + "Connections  %,d subscribers and %,d publishers, opened at %s%n"
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
