package dev.broadside.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run may use up before it is stopped.
 *
 * @param messages posts and publishes together
 * @param duration from the first handshake to the end
 * @param errors the share of the connections, as {@code 10%}, that may fail to open or be cut, or
 *     {@code null} for all of them
 */
public record Limits(long messages, Duration duration, @Nullable String errors) {

  /** The share as a number from 0 to 1. */
  public double errorShare() {
    return errors == null ? 1 : Double.parseDouble(errors.substring(0, errors.length() - 1)) / 100;
  }
}
