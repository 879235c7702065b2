package dev.broadside.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The composite action, as a runner would expand it: its one step, and what its inputs become. */
record ActionExample(JsonNode action, Path home) {
  static final Path FILE = Path.of(".github/actions/gate/action.yml");

  private static final Pattern INPUT = Pattern.compile("\\$\\{\\{ inputs\\.([a-z-]+).*?}}");

  /** It runs the Broadside in {@code home}. */
  static ActionExample with(Path home) throws IOException {
    return new ActionExample(new YAMLMapper().readTree(FILE.toFile()), home);
  }

  String script() {
    return action.at("/runs/steps/0/run").asText();
  }

  /** Its environment, with {@code inputs} and else their defaults, and the runner's own files. */
  Map<String, String> environment(Path files, Map<String, String> inputs) {
    Map<String, String> environment = new LinkedHashMap<>();
    action
        .at("/runs/steps/0/env")
        .properties()
        .forEach(each -> environment.put(each.getKey(), value(each.getValue().asText(), inputs)));
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_STEP_SUMMARY", files.resolve("summary.md").toString());
    environment.put("GITHUB_OUTPUT", files.resolve("output").toString());
    return environment;
  }

  private String value(String expression, Map<String, String> inputs) {
    return INPUT
        .matcher(expression)
        .replaceAll(
            match ->
                match.group(1).equals("home") ? home.toString() : input(match.group(1), inputs));
  }

  private String input(String name, Map<String, String> inputs) {
    return inputs.getOrDefault(name, action.path("inputs").path(name).path("default").asText());
  }
}
