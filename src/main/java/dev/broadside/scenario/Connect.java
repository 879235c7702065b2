package dev.broadside.scenario;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How connections are opened. Its texts stand as written: who sends one puts it through {@link
 * Placeholders} and {@link Secrets#expand} first.
 *
 * @param rate handshakes started per second, over subscribers and publishers together
 * @param query the query string of each handshake, in order
 * @param headers further headers of each handshake
 * @param subprotocol what {@code Sec-WebSocket-Protocol} offers, or {@code null} for none
 * @param auth what else lets a handshake in
 * @param join what is said before a connection has joined, or {@code null} when it has at once
 * @param reach how its sockets get to the stage
 * @param renewal when a connection is replaced before the stage cuts it
 */
public record Connect(
    Rate rate,
    Map<String, String> query,
    Map<String, String> headers,
    @Nullable String subprotocol,
    Auth auth,
    @Nullable Join join,
    Reach reach,
    Renewal renewal) {

  /** What a scenario that states no rate has. */
  public static final Rate USUAL_RATE = new Rate(500);

  /** The same, replaced so often. */
  Connect with(Renewal replaced) {
    return new Connect(rate, query, headers, subprotocol, auth, join, reach, replaced);
  }

  /** Connections whose sockets go straight to the stage, and stay as they are. */
  public Connect(
      Rate rate,
      Map<String, String> query,
      Map<String, String> headers,
      @Nullable String subprotocol,
      Auth auth,
      @Nullable Join join) {
    this(rate, query, headers, subprotocol, auth, join, Reach.DIRECT, Renewal.NEVER);
  }

  /** Connections that need nothing to be let in, and have joined when they are open. */
  public Connect(
      Rate rate,
      Map<String, String> query,
      Map<String, String> headers,
      @Nullable String subprotocol) {
    this(rate, query, headers, subprotocol, Auth.NONE, null);
  }
}
