package dev.broadside.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** What {@code up} prints when the stage is ready: lines to copy. */
final class UpText {
  private final JsonNode ready;
  private final Path logs;
  private final long pid;

  /**
   * The text of a stage that is ready.
   *
   * @param pid who takes the signals
   */
  UpText(JsonNode ready, Path logs, long pid) {
    this.ready = ready;
    this.logs = logs;
    this.pid = pid;
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(System.lineSeparator());
    String endpoint = ready.path("httpUrl").asText() + "/" + ready.path("stage").asText();
    String webSocket = ready.path("webSocketUrl").asText();
    text.add("WebSocket  " + webSocket);
    text.add("HTTP       " + ready.path("httpUrl").asText());
    text.add("Logs       " + logs);
    text.add("Reload     kill -HUP " + pid + "      End     Ctrl-C");
    text.add("");
    text.add("wscat -c " + webSocket);
    text.add(
        "aws apigatewaymanagementapi post-to-connection --endpoint-url "
            + endpoint
            + " --cli-binary-format raw-in-base64-out --data hello --connection-id=ID");
    text.add("");
    text.add("# For the AWS CLI and SDKs");
    exports(ready.path("environment")).forEach(text::add);
    for (JsonNode function : ready.path("functions")) {
      describe(function, text);
    }
    text.add("");
    return text.toString();
  }

  private static void describe(JsonNode function, StringJoiner text) {
    if (function.path("urls").isEmpty()) {
      return;
    }
    List<String> urls = new ArrayList<>();
    function.path("urls").forEach(url -> urls.add(url.asText()));
    text.add("");
    text.add("# " + function.path("function").asText() + ", called at " + String.join(", ", urls));
    exports(function.path("environment")).forEach(text::add);
  }

  private static List<String> exports(JsonNode environment) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, JsonNode> variable : environment.properties()) {
      lines.add("export " + variable.getKey() + "=" + quoted(variable.getValue().asText()));
    }
    return lines;
  }

  /** As a shell reads it back. */
  static String quoted(String value) {
    return value.matches("[A-Za-z0-9_./:@%+,=-]+")
        ? value
        : "'" + value.replace("'", "'\\''") + "'";
  }
}
