package dev.broadside.conform;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer.
 *
 * @param headers by lower-case name
 */
record Answer(int status, Map<String, List<String>> headers, String body) {

  @Nullable String header(String lowerCaseName) {
    List<String> values = headers.get(lowerCaseName);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  /** The name of the error without what AWS may put after a colon, or empty. */
  String errorType() {
    String type = header("x-amzn-errortype");
    return type == null ? "" : type.split(":", 2)[0];
  }

  @Override
  public String toString() {
    String type = errorType();
    return "HTTP " + status + (type.isEmpty() ? "" : " " + type);
  }
}
