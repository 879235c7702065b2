package dev.broadside.load.witness;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the witness's sockets get to the stage, as the injector's do. It may hold a password: it goes
 * through a pipe and is printed nowhere.
 *
 * @param ca a file of certificates to trust beside the JVM's own, or {@code null}
 * @param insecure whether to trust everybody
 * @param from the addresses of this machine that they leave by, in turn; none leaves that to the
 *     operating system, as a proxy does
 * @param proxy an HTTP proxy's URL with everything filled in, or {@code null} for none
 */
public record Way(
    @Nullable String ca, boolean insecure, List<String> from, @Nullable String proxy) {
  /** Straight there, trusting what the JVM trusts. */
  public static final Way DIRECT = new Way(null, false, List.of(), null);

  /** Keeps the addresses as they are now. */
  public Way {
    from = List.copyOf(from);
  }

  @Override
  public String toString() {
    return "a way";
  }
}
