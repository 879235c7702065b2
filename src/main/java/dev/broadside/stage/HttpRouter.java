package dev.broadside.stage;

import dev.broadside.template.HttpApi;
import dev.broadside.template.HttpRouteKey;
import dev.broadside.template.HttpRouteKey.Greedy;
import dev.broadside.template.HttpRouteKey.Literal;
import dev.broadside.template.HttpRouteKey.Segment;
import dev.broadside.template.HttpRouteKey.Variable;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request: the most specific that takes its path and method, that is one
 * without a greedy variable before one with, then text before a variable, from left to right, then
 * the method before {@code ANY}, and {@code $default} last.
 *
 * <p>AWS documents the order of full match, greedy match and {@code $default}. Ours, because AWS
 * says nothing: from left to right; that the path decides before the method; that a variable is
 * never empty. That {@code /x} and {@code /x/} differ, and that {@code /x/{rest+}} takes {@code
 * /x/}, was reported from AWS (storacha/w3infra#166).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">Routes
 *     of HTTP APIs</a>
 */
final class HttpRouter {
  private static final Comparator<HttpRouteKey> MOST_SPECIFIC_FIRST =
      Comparator.comparing(HttpRouteKey::isDefault)
          .thenComparing(key -> !key.isDefault() && rank(key.segments().getLast()) == 2)
          .thenComparing(HttpRouteKey::segments, HttpRouter::leftToRight)
          .thenComparing(key -> key.method().equals(HttpRouteKey.ANY));

  private final List<HttpApi.Route> routes;

  HttpRouter(List<HttpApi.Route> routes) {
    this.routes =
        routes.stream()
            .sorted(Comparator.comparing(HttpApi.Route::key, MOST_SPECIFIC_FIRST))
            .toList();
  }

  /** A route, and what its variables stand for, decoded. */
  record Match(HttpApi.Route route, Map<String, String> parameters) {}

  /**
   * The route of a request, or null where none takes it.
   *
   * @param path as it came, without the stage; its escapes must be decodable
   */
  @Nullable Match find(String method, String path) {
    List<String> parts =
        path.startsWith("/")
            ? Arrays.stream(path.substring(1).split("/", -1)).map(HttpRouter::decode).toList()
            : List.of();
    for (HttpApi.Route route : routes) {
      HttpRouteKey key = route.key();
      if (key.method().equals(HttpRouteKey.ANY) || key.method().equals(method)) {
        Map<String, String> parameters = match(key, parts);
        if (parameters != null) {
          return new Match(route, parameters);
        }
      }
    }
    return null;
  }

  private static @Nullable Map<String, String> match(HttpRouteKey key, List<String> parts) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (key.isDefault()) {
      return parameters;
    }
    List<Segment> segments = key.segments();
    for (int i = 0; i < segments.size(); i++) {
      if (i >= parts.size()) {
        return null;
      }
      if (segments.get(i) instanceof Greedy(String name)) {
        parameters.put(name, String.join("/", parts.subList(i, parts.size())));
        return parameters;
      }
      if (!takes(segments.get(i), parts.get(i), parameters)) {
        return null;
      }
    }
    return segments.size() == parts.size() ? parameters : null;
  }

  private static boolean takes(Segment segment, String part, Map<String, String> parameters) {
    return switch (segment) {
      case Literal(String text) -> text.equals(part);
      case Variable(String name) -> {
        parameters.put(name, part);
        yield !part.isEmpty();
      }
      case Greedy rest -> throw new IllegalStateException("a greedy variable takes more than one");
    };
  }

  /** Decodes the escapes of a path, in which a plus, unlike in a query, is a plus. */
  static String decode(String path) {
    return path.indexOf('%') < 0
        ? path
        : QueryStringDecoder.decodeComponent(path.replace("+", "%2B"));
  }

  private static int leftToRight(List<Segment> a, List<Segment> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = Integer.compare(rank(a.get(i)), rank(b.get(i)));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(b.size(), a.size());
  }

  private static int rank(Segment segment) {
    return switch (segment) {
      case Literal text -> 0;
      case Variable one -> 1;
      case Greedy rest -> 2;
    };
  }
}
