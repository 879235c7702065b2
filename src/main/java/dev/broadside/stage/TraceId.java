package dev.broadside.stage;

import java.util.Locale;

/** The {@code X-Amzn-Trace-Id} of a request, in the form of X-Ray's. */
final class TraceId {
  private TraceId() {}

  /** The same for the same id and time, so that an event is what its inputs say. */
  static String of(String id, long millis) {
    long mixed = (id.hashCode() * 0x9E3779B97F4A7C15L) ^ millis;
    return String.format(Locale.ROOT, "Root=1-%08x-%024x", millis / 1000, mixed & Long.MAX_VALUE);
  }
}
