package dev.broadside.load.witness;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one connection of the witness opens, with everything filled in. It holds secrets: it goes
 * through a pipe and is printed nowhere.
 *
 * @param number names the connection in what is told of it
 * @param join its first frame, or {@code null}
 * @param reply what a frame must contain before the connection counts as open, or {@code null}
 */
public record Invitation(
    int number,
    String url,
    Map<String, String> headers,
    @Nullable String subprotocol,
    @Nullable String join,
    @Nullable String reply) {

  @Override
  public String toString() {
    return "invitation " + number;
  }
}
