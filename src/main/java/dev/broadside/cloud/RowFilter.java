package dev.broadside.cloud;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which rows of a connection table are a run's: put while it ran, by the attribute that says when,
 * and with attributes that begin as its users' do. A row that lacks one of them is not.
 *
 * @param since the attribute with the time at which the row was put
 * @param during none when the time says nothing
 * @param beginnings what attributes begin with
 */
public record RowFilter(String since, @Nullable Window during, Map<String, String> beginnings) {
  /* The year 5138 in seconds, and 1973 in milliseconds. */
  private static final long MOST_SECONDS = 100_000_000_000L;

  /** From the first moment to the last, both included. */
  public record Window(Instant from, Instant to) {}

  /** Copies the map. */
  public RowFilter {
    beginnings = Map.copyOf(beginnings);
  }

  /** Whether it leaves anything out. */
  public boolean isNarrow() {
    return during != null || !beginnings.isEmpty();
  }

  boolean matches(Map<String, AttributeValue> row) {
    return isInTime(row)
        && beginnings.entrySet().stream()
            .allMatch(
                each -> {
                  AttributeValue value = row.get(each.getKey());
                  return value != null
                      && value.s() != null
                      && value.s().startsWith(each.getValue());
                });
  }

  private boolean isInTime(Map<String, AttributeValue> row) {
    Window window = during;
    if (window == null) {
      return true;
    }
    Instant put = time(row.get(since));
    return put != null && !put.isBefore(window.from) && !put.isAfter(window.to);
  }

  /** Seconds or milliseconds since the epoch, or ISO 8601; nothing when it is none of them. */
  static @Nullable Instant time(@Nullable AttributeValue value) {
    String text = value == null ? null : value.n() == null ? value.s() : value.n();
    if (text == null) {
      return null;
    }
    try {
      if (!text.matches("\\d{1,18}(\\.\\d{1,9})?")) {
        return Instant.parse(text);
      }
      long number = Long.parseLong(text.replaceFirst("\\..*", ""));
      return number < MOST_SECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    } catch (DateTimeException neither) {
      return null;
    }
  }
}
