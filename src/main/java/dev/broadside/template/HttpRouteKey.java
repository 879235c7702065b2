package dev.broadside.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which requests a route of an HTTP API takes: {@code GET /user/{userId}}, {@code ANY /x/{rest+}},
 * or {@code $default}, which takes what is left.
 *
 * @param text as the template writes it and events repeat it
 * @param method {@code ANY}, or one method; of {@code $default} it is {@code ANY}
 * @param segments of the path; {@code $default} has none
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">Routes
 *     of HTTP APIs</a>
 */
public record HttpRouteKey(String text, String method, List<Segment> segments) {
  /** Takes what no other route takes. */
  public static final String DEFAULT = "$default";

  /** Any method. */
  public static final String ANY = "ANY";

  private static final Pattern FORM =
      Pattern.compile("(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) (/.*)");
  private static final Pattern VARIABLE = Pattern.compile("\\{([\\w.:-]+)(\\+?)}");

  /** What stands between two slashes. */
  public sealed interface Segment {}

  /** A segment that must be there as it is; of the path {@code /} it is empty. */
  public record Literal(String text) implements Segment {}

  /** One segment, whatever it is. */
  public record Variable(String name) implements Segment {}

  /** The rest of the path, whatever it is: always the last segment. */
  public record Greedy(String name) implements Segment {}

  /** The route key in {@code text}, or empty where it is none. */
  public static Optional<HttpRouteKey> parse(String text) {
    if (text.equals(DEFAULT)) {
      return Optional.of(new HttpRouteKey(text, ANY, List.of()));
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String path = form.group(2);
    return segments(path).map(segments -> new HttpRouteKey(text, form.group(1), segments));
  }

  private static Optional<List<Segment>> segments(String path) {
    List<Segment> segments = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String part : path.substring(1).split("/", -1)) {
      Matcher variable = VARIABLE.matcher(part);
      boolean afterGreedy = !segments.isEmpty() && segments.getLast() instanceof Greedy;
      if (afterGreedy || (part.isEmpty() && path.length() > 1)) {
        return Optional.empty();
      } else if (!variable.matches()) {
        if (!part.matches("[^{}\\s?#]*")) {
          return Optional.empty();
        }
        segments.add(new Literal(part));
      } else if (!names.add(variable.group(1))) {
        return Optional.empty();
      } else {
        segments.add(
            variable.group(2).isEmpty()
                ? new Variable(variable.group(1))
                : new Greedy(variable.group(1)));
      }
    }
    return Optional.of(List.copyOf(segments));
  }

  public boolean isDefault() {
    return text.equals(DEFAULT);
  }
}
