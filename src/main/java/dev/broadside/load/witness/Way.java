package dev.broadside.load.witness;

import org.jspecify.annotations.Nullable;

/**
 * How the witness's sockets get to the stage, as the injector's do. It may hold a password: it goes
 * through a pipe and is printed nowhere.
 *
 * @param ca a file of certificates to trust beside the JVM's own, or {@code null}
 * @param insecure whether to trust everybody
 * @param proxy an HTTP proxy's URL with everything filled in, or {@code null} for none
 */
public record Way(@Nullable String ca, boolean insecure, @Nullable String proxy) {
  /** Straight there, trusting what the JVM trusts. */
  public static final Way DIRECT = new Way(null, false, null);

  @Override
  public String toString() {
    return "a way";
  }
}
