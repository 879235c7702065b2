package dev.broadside.scale.merge;

import dev.broadside.scale.clock.ShardClock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Nanoseconds as milliseconds, to the microsecond. */
final class Millis {
  private Millis() {}

  static double of(long nanos) {
    return of((double) nanos);
  }

  static double of(double nanos) {
    return Math.rint(nanos / 1e3) / 1e3;
  }

  /** A clock's bound; {@code null} where nobody can say. */
  static @Nullable Double ofBound(long nanos) {
    return nanos == ShardClock.UNBOUNDED ? null : Double.valueOf(of(nanos));
  }

  static String text(long nanos) {
    return text((double) nanos);
  }

  static String text(double nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }
}
