package dev.broadside.scale;

import org.jspecify.annotations.Nullable;

/**
 * An injector's sign of life.
 *
 * @param progress where it is, as JSON; empty before it connects
 * @param exitCode how it left; {@code null} while it is there
 * @param sentence why, empty while it is there
 */
public record Beat(String progress, @Nullable Integer exitCode, String sentence) {

  /** It is there. */
  static Beat alive(String progress) {
    return new Beat(progress, null, "");
  }
}
