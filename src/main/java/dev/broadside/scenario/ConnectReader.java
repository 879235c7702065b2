package dev.broadside.scenario;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads where and how connections are opened: {@code target}, {@code connect} and {@code join}. */
final class ConnectReader {
  /** A header's name, or a subprotocol (RFC 9110, section 5.6.2). */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private final Expansion expansion;

  ConnectReader(Expansion expansion) {
    this.expansion = expansion;
  }

  /** The address as written, or {@code null} for the local stage. */
  @Nullable String target(Section root) throws ScenarioException {
    String target = root.has("target") ? root.quietText("target") : "local";
    if (target.equals("local")) {
      return null;
    }
    if (!isWebSocket(expansion.expanded(root, "target", target))) {
      throw root.error("target", "must be local, or an address as wss://host/stage");
    }
    return target;
  }

  private static boolean isWebSocket(String address) {
    try {
      URI uri = URI.create(address);
      boolean scheme = "ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
      return scheme && uri.getHost() != null && uri.getFragment() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  Connect connect(Section root) throws ScenarioException {
    Section connect = root.child("connect");
    Map<String, String> query = texts(connect.child("query"));
    Map<String, String> headers = headers(connect.child("headers"));
    return new Connect(
        connect.rate("rate", Connect.USUAL_RATE),
        query,
        headers,
        subprotocol(connect),
        auth(connect, query, headers),
        JoinReader.join(root, expansion),
        new ReachReader(expansion).reach(connect, target(root) == null),
        Renewal.NEVER);
  }

  private Auth auth(Section connect, Map<String, String> query, Map<String, String> headers)
      throws ScenarioException {
    if (!connect.hasKeys("auth")) {
      if (connect.choice("auth", "none", "iam").equals("iam")) {
        AuthReader.refuseSigned(connect, "auth", List.of(headers.keySet()));
        return new Auth(Map.of(), Map.of(), null, new Auth.Iam(null));
      }
      return Auth.NONE;
    }
    Section auth = connect.child("auth");
    Map<String, String> ofAuth = texts(auth.child("query"));
    refuseTwice(auth.child("query"), query, "connect.query");
    Map<String, String> headersOfAuth = headers(auth.child("headers"));
    refuseTwice(auth.child("headers"), headers, "connect.headers");
    String tokens =
        auth.isNothing("tokens") ? null : expansion.plain(auth, "tokens", auth.text("tokens", ""));
    Auth.Iam iam = AuthReader.iam(auth, List.of(headers.keySet(), headersOfAuth.keySet()));
    return new Auth(ofAuth, headersOfAuth, tokens, iam);
  }

  private static void refuseTwice(Section auth, Map<String, String> known, String place)
      throws ScenarioException {
    for (String name : auth.keys()) {
      if (known.containsKey(name)) {
        throw auth.error(name, "is in " + place + " too: keep one of them");
      }
    }
  }

  private Map<String, String> texts(Section section) throws ScenarioException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : section.keys()) {
      String text = section.quietText(name);
      expansion.expanded(section, name, text, Placeholders.OF_A_CONNECTION);
      texts.put(name, text);
    }
    return Collections.unmodifiableMap(texts);
  }

  private Map<String, String> headers(Section section) throws ScenarioException {
    Map<String, String> headers = texts(section);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      String name = header.getKey();
      if (!TOKEN.matcher(name).matches()) {
        throw section.error(name, "is no name of a header: use letters, digits and -");
      }
      String value =
          expansion.expanded(section, name, header.getValue(), Placeholders.OF_A_CONNECTION);
      if (value.chars().anyMatch(Character::isISOControl)) {
        throw section.error(name, "has a line break or another control character: remove it");
      }
    }
    return headers;
  }

  private @Nullable String subprotocol(Section connect) throws ScenarioException {
    if (connect.isNothing("subprotocol")) {
      return null;
    }
    String subprotocol = connect.quietText("subprotocol");
    String expanded =
        expansion.expanded(connect, "subprotocol", subprotocol, Placeholders.OF_A_CONNECTION);
    if (!TOKEN.matcher(expanded).matches()) {
      throw connect.error(
          "subprotocol", "is no name of a subprotocol: use letters, digits, - and .");
    }
    return subprotocol;
  }
}
