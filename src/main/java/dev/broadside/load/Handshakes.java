package dev.broadside.load;

import dev.broadside.scenario.Connect;
import dev.broadside.scenario.Placeholders;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringEncoder;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What each connection asks for in its handshake: address, headers and subprotocol with everything
 * filled in, and signed where the stage wants that.
 */
final class Handshakes {
  private final URI address;
  private final Map<String, Placeholders> query;
  private final Map<String, Placeholders> headers;
  private final @Nullable Placeholders subprotocol;
  private final @Nullable HandshakeSigner signer;

  /** One connection's. It holds secrets: nothing may print it. */
  static final class Handshake {
    private final URI uri;
    private final HttpHeaders headers;
    private final @Nullable String subprotocol;

    Handshake(URI uri, HttpHeaders headers, @Nullable String subprotocol) {
      this.uri = uri;
      this.headers = headers;
      this.subprotocol = subprotocol;
    }

    URI uri() {
      return uri;
    }

    HttpHeaders headers() {
      return headers;
    }

    @Nullable String subprotocol() {
      return subprotocol;
    }
  }

  /**
   * @param secrets replaces {@code ${NAME}}
   * @param signer {@code null} where nobody signs
   */
  Handshakes(
      URI address,
      Connect connect,
      UnaryOperator<String> secrets,
      @Nullable HandshakeSigner signer) {
    this.signer = signer;
    this.address = address;
    this.query = places(connect.query(), connect.auth().query(), secrets);
    this.headers = places(connect.headers(), connect.auth().headers(), secrets);
    String offered = connect.subprotocol();
    this.subprotocol = offered == null ? null : places(offered, secrets);
  }

  private static Map<String, Placeholders> places(
      Map<String, String> texts, Map<String, String> ofAuth, UnaryOperator<String> secrets) {
    Map<String, Placeholders> places = new LinkedHashMap<>();
    texts.forEach((name, text) -> places.put(name, places(text, secrets)));
    ofAuth.forEach((name, text) -> places.put(name, places(text, secrets)));
    return places;
  }

  private static Placeholders places(String text, UnaryOperator<String> secrets) {
    return Placeholders.parse(text, Placeholders.OF_A_CONNECTION).mapLiterals(secrets);
  }

  /** The handshake of one of the people, for now: a signature is good for minutes. */
  Handshake of(Person person) throws LoadException {
    HttpHeaders filled = new DefaultHttpHeaders();
    headers.forEach((name, text) -> filled.add(name, person.fill(text)));
    URI uri = address(person);
    if (signer != null) {
      signer.sign(uri, filled);
    }
    return new Handshake(uri, filled, subprotocol == null ? null : person.fill(subprotocol));
  }

  /** The address may have a query of its own, behind which the scenario's goes. */
  private URI address(Person person) {
    QueryStringEncoder encoder = new QueryStringEncoder("");
    query.forEach((name, text) -> encoder.addParam(name, person.fill(text)));
    String added = encoder.toString();
    if (address.getRawQuery() != null && !added.isEmpty()) {
      added = "&" + added.substring(1);
    }
    return URI.create(address + added);
  }
}
