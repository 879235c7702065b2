package dev.broadside.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the sockets of a run get to the stage.
 *
 * @param ca the file of certificates (PEM) that TLS trusts beside those that this machine trusts,
 *     or {@code null} for none
 * @param insecure whether TLS trusts every certificate, and checks no name in it
 * @param from the addresses of this machine that connections leave by, in turn; none leaves that to
 *     the operating system
 * @param proxy the HTTP proxy that every connection is tunnelled through, as written (see {@link
 *     Secrets#expand}), or {@code null} for none
 */
public record Reach(
    @Nullable String ca, boolean insecure, List<String> from, @Nullable String proxy) {

  /** Straight to the stage, from wherever, trusting what this machine trusts. */
  public static final Reach DIRECT = new Reach(null, false, List.of(), null);

  /** Keeps the addresses as they are now. */
  public Reach {
    from = List.copyOf(from);
  }
}
