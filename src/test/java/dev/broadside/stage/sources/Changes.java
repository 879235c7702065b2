package dev.broadside.stage.sources;

import dev.broadside.template.EventSource;
import dev.broadside.template.Template;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small changes and mappings for the tests. */
final class Changes {
  static final EventSource.Retries FOR_EVER = new EventSource.Retries(null, null, false);

  private Changes() {}

  /** A change of {@code item}, read at zero. */
  static Change change(int number, String item) {
    return new Change("" + number, item, ("" + number).getBytes(StandardCharsets.UTF_8), 0);
  }

  static EventSource.Batch batches(int size, Duration window) {
    return new EventSource.Batch(size, window, true);
  }

  static EventSource.Retries atMost(@Nullable Integer retries, boolean bisect) {
    return new EventSource.Retries(retries, null, bisect);
  }

  static EventSource.OfStream stream(
      EventSource.Batch batch, int lanes, EventSource.Retries tries) {
    Template.Table table =
        new Template.Table(
            "T", "t", List.of(), new Template.Key("id", null), List.of(), "KEYS_ONLY");
    return new EventSource.OfStream(
        "M", "F", batch, table, new EventSource.Reading(true, lanes, tries));
  }
}
