package dev.broadside.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.report.LiveMoment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the injector's progress messages. */
final class Moments {
  private Moments() {}

  /** What a message counts; {@code null} where it counts nothing. */
  static @Nullable LiveMoment of(JsonNode progress) {
    JsonNode moment = progress.path("moment");
    if (!moment.isObject()) {
      return null;
    }
    long settled = moment.path("settled").asLong();
    List<String> marks = new ArrayList<>();
    moment.path("marks").forEach(mark -> marks.add(mark.asText()));
    return new LiveMoment(
        moment.path("atMillis").asDouble(),
        progress.path("phase").asText(),
        progress.path("open").asLong(),
        progress.path("asked").asLong(),
        moment.path("rejoined").asLong(),
        progress.path("published").asLong(),
        progress.path("planned").asLong(),
        moment.path("delivered").asLong(),
        settled,
        moment.path("incomplete").asLong(),
        latency(moment.path("lastP50Millis"), settled),
        latency(moment.path("lastP99Millis"), settled),
        moment.path("lost").asLong(),
        moment.path("duplicate").asLong(),
        progress.path("secondsLeft").asLong(),
        List.copyOf(marks));
  }

  /** A percentile of so many: infinite where it falls on one that never came. */
  private static double latency(JsonNode millis, long of) {
    if (millis.isNumber()) {
      return millis.asDouble();
    }
    return of > 0 ? Double.POSITIVE_INFINITY : Double.NaN;
  }
}
