package dev.broadside.handlers.sigv4;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is signed of a request.
 *
 * @param path as it stands on the wire, so encoded once; signatures encode it once more
 * @param query decoded names and values; one value a name
 * @param headers besides {@code host} and those that signing adds; names in lower case
 */
public record Request(
    String method,
    String host,
    String path,
    SortedMap<String, String> query,
    SortedMap<String, String> headers,
    byte[] body) {

  /** A request without query and headers. */
  public static Request of(String method, String host, String path, byte[] body) {
    return new Request(method, host, path, new TreeMap<>(), new TreeMap<>(), body);
  }

  /** The query in its canonical form, which servers take too. */
  static String canonicalQuery(Map<String, String> query) {
    SortedMap<String, String> encoded = new TreeMap<>();
    query.forEach((name, value) -> encoded.put(Percent.encode(name), Percent.encode(value)));
    return encoded.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
        .collect(Collectors.joining("&"));
  }

  /** The canonical request with these headers, which are all of those that are signed. */
  static String canonical(
      Request request, String query, SortedMap<String, String> headers, String payloadHash) {
    StringBuilder canonical = new StringBuilder(512);
    canonical.append(request.method).append('\n');
    canonical.append(Percent.encodePath(request.path.isEmpty() ? "/" : request.path)).append('\n');
    canonical.append(query).append('\n');
    headers.forEach(
        (name, value) ->
            canonical
                .append(name.toLowerCase(Locale.ROOT))
                .append(':')
                .append(value.strip().replaceAll(" +", " "))
                .append('\n'));
    canonical.append('\n').append(String.join(";", headers.keySet())).append('\n');
    return canonical.append(payloadHash).toString();
  }
}
