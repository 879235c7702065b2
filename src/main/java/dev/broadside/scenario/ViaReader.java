package dev.broadside.scenario;

import dev.broadside.scenario.Placeholders.Name;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads which way a message takes, and the message: {@code publish.via} with its texts. */
final class ViaReader {
  private static final String DEFAULT_MESSAGE =
      "{\"action\":\"sendMessage\",\"message\":\"" + Publish.MARKER + "\"}";
  private static final Set<Name> PLACES = Placeholders.OF_A_MESSAGE;
  private static final List<String> METHODS = List.of("POST", "PUT", "PATCH", "DELETE", "GET");

  /** A header's name (RFC 9110, section 5.1). */
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** What the connection itself says. */
  private static final Pattern OURS =
      Pattern.compile("(?i)host|content-length|connection|transfer-encoding|expect");

  private final Expansion expansion;
  private final boolean local;

  ViaReader(Expansion expansion, boolean local) {
    this.expansion = expansion;
    this.local = local;
  }

  /** A way, and what goes it. */
  record Way(Via via, String message) {}

  Way way(Section publish) throws ScenarioException {
    if (!publish.hasKeysUnder("via")) {
      if (publish.has("via") && !publish.word("via").equals("websocket")) {
        throw publish.error(
            "via", "must be websocket, or http: {path: …}, or queue: {url: …} with braces around");
      }
      return new Way(new Via.WebSocket(), message(publish, "message", DEFAULT_MESSAGE, 1));
    }
    Section via = publish.child("via");
    if (via.has("http") == via.has("queue")) {
      throw publish.error("via", "must have one key, http or queue");
    }
    if (publish.has("message")) {
      throw publish.error(
          "message", "is for frames: move it to the body of publish.via, or publish by websocket");
    }
    return via.has("http") ? http(via.child("http")) : queue(via.child("queue"));
  }

  private Way http(Section http) throws ScenarioException {
    http.require("path", "write a path of the stage's HTTP API, or an absolute URL");
    String method = http.has("method") ? http.word("method") : METHODS.getFirst();
    if (!METHODS.contains(method)) {
      throw http.error("method", "must be one of " + String.join(", ", METHODS));
    }
    Map<String, String> headers = new LinkedHashMap<>();
    int markers = path(http) + headers(http.child("headers"), headers);
    String fallback = markers == 0 ? DEFAULT_MESSAGE : "";
    String body = message(http, "body", fallback, 1 - markers);
    return new Way(new Via.Http(method, http.quietText("path"), headers), body);
  }

  /** How many markers the path has. */
  private int path(Section http) throws ScenarioException {
    String path = http.quietText("path");
    String filled = expansion.expanded(http, "path", path, PLACES);
    boolean below = path.startsWith("/");
    if (below && !local) {
      throw http.error("path", "must be an absolute URL where the target is not local");
    }
    if (!below && (!isHttp(filled) || path.matches("[^/]*//[^/]*#\\{.*"))) {
      throw http.error("path", "must begin with /, or be a URL as https://host/path");
    }
    if (!filled.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw http.error("path", "has a space or a letter that a URL cannot have: write it as %20");
    }
    return markers(path);
  }

  private int headers(Section section, Map<String, String> headers) throws ScenarioException {
    int markers = 0;
    for (String name : section.keys()) {
      if (!HEADER.matcher(name).matches()) {
        throw section.error(name, "is no name of a header: use letters, digits and -");
      }
      if (OURS.matcher(name).matches()) {
        throw section.error(name, "is set by the connection itself: leave it out");
      }
      String value = section.quietText(name);
      if (expansion
          .expanded(section, name, value, PLACES)
          .chars()
          .anyMatch(Character::isISOControl)) {
        throw section.error(name, "has a line break or another control character: remove it");
      }
      markers += markers(value);
      headers.put(name, value);
    }
    return markers;
  }

  private Way queue(Section queue) throws ScenarioException {
    queue.require("url", "write the queue's URL, or its logical id in the local stage's template");
    String url = queue.quietText("url");
    String expanded = expansion.expanded(queue, "url", url);
    if (expanded.endsWith(".fifo")) {
      throw queue.error("url", "names a FIFO queue, which this version cannot publish to");
    }
    boolean named = !new Via.Queue(url).isAbsolute();
    if (!(named && local) && !isHttp(expanded)) {
      throw queue.error(
          "url",
          local
              ? "must be a queue's URL, or its logical id or name in the stage's template"
              : "must be a queue's URL where the target is not local");
    }
    return new Way(new Via.Queue(url), message(queue, "body", DEFAULT_MESSAGE, 1));
  }

  private static boolean isHttp(String address) {
    try {
      URI uri = URI.create(address);
      boolean scheme = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return scheme && uri.getHost() != null && uri.getFragment() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A text that may be empty where it need not have the marker. */
  private String message(Section section, String key, String fallback, int markers)
      throws ScenarioException {
    boolean mayBeEmpty = markers == 0 && section.has(key);
    String message = mayBeEmpty ? section.quietText(key) : section.text(key, fallback);
    expansion.expanded(section, key, message, PLACES);
    if (markers(message) != markers) {
      throw section.error(key, "must contain #{marker} exactly once: it is what is measured");
    }
    return message;
  }

  private static int markers(String text) {
    return Placeholders.parse(text, PLACES).count(Name.MARKER);
  }
}
