package dev.broadside.template;

import dev.broadside.template.Template.Throttle;
import dev.broadside.template.Template.Throttles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the rates that a stage gives its routes of its route settings. */
final class ThrottleMapping {
  private static final String RATE = "ThrottlingRateLimit";
  private static final String BURST = "ThrottlingBurstLimit";

  /** What else route settings have changes logs and metrics only. */
  private static final List<String> KNOWN =
      List.of(RATE, BURST, "DataTraceEnabled", "DetailedMetricsEnabled", "LoggingLevel");

  private ThrottleMapping() {}

  static Throttles throttles(Resource stage) throws TemplateException {
    Section settings = stage.properties();
    Map<String, Throttle> byRoute = new HashMap<>();
    Section routes = settings.section("RouteSettings");
    for (Map.Entry<String, Value.Field> route : routes.entries()) {
      Throttle throttle = throttle(routes.section(route.getKey()));
      if (throttle != null) {
        byRoute.put(route.getKey(), throttle);
      }
    }
    return new Throttles(throttle(settings.section("DefaultRouteSettings")), byRoute);
  }

  private static @Nullable Throttle throttle(Section settings) throws TemplateException {
    settings.only(KNOWN);
    if (!settings.has(RATE) && !settings.has(BURST)) {
      return null;
    }
    String rate = settings.requiredText(RATE);
    if (!rate.matches("\\d{1,9}(\\.\\d{1,6})?") || Double.parseDouble(rate) == 0) {
      throw settings.refusal(
          RATE, RATE + " is '" + rate + "': write requests per second, a number above 0.");
    }
    settings.requiredText(BURST);
    return new Throttle(Double.parseDouble(rate), settings.integer(BURST, 1, 1, 1_000_000));
  }
}
