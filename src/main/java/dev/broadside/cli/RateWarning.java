package dev.broadside.cli;

import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.Secrets;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether API Gateway lets connections be opened as fast as a scenario asks for: 500 a second for
 * an account in a region, unless the quota was raised, and 429 for the others.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
 *     for WebSocket APIs</a>
 */
final class RateWarning {
  private static final double NEW_CONNECTIONS_PER_SECOND = 500;

  private static final Pattern OF_AWS =
      Pattern.compile(".+\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)");

  private RateWarning() {}

  /** A line, or nothing. A custom domain does not tell whose it is. */
  static String of(Scenario scenario) {
    String target = scenario.target();
    boolean aws =
        target != null
            && OF_AWS
                .matcher(URI.create(Secrets.expand(target, System::getenv)).getHost())
                .matches();
    if (!aws || scenario.connect().rate().perSecond() <= NEW_CONNECTIONS_PER_SECOND) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "Warning      connections are opened at %s: API Gateway refuses more than 500 a second unless"
            + " the account's quota was raised; lower connect.rate%n",
        scenario.connect().rate());
  }
}
