package dev.broadside.load;

import dev.broadside.scenario.Join;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lets one user into a room, with everything filled in. It may hold secrets: its texts are in
 * no {@code toString}.
 */
public final class Admission {
  private final URI uri;
  private final Map<String, String> headers;
  private final @Nullable String subprotocol;
  private final @Nullable Join join;

  /**
   * An admission.
   *
   * @param join what is said before the user has joined; its message is said as it is
   */
  public Admission(
      URI uri, Map<String, String> headers, @Nullable String subprotocol, @Nullable Join join) {
    this.uri = uri;
    this.headers = Map.copyOf(headers);
    this.subprotocol = subprotocol;
    this.join = join;
  }

  URI uri() {
    return uri;
  }

  Map<String, String> headers() {
    return headers;
  }

  @Nullable String subprotocol() {
    return subprotocol;
  }

  @Nullable Join join() {
    return join;
  }

  @Override
  public String toString() {
    return "an admission to " + uri.getHost();
  }
}
