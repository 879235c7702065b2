package dev.broadside.template;

import dev.broadside.template.Template.Function;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes functions of the resources that declare them. */
final class FunctionMapping {
  /** The runtime and the handler of a function that is a container image, which names its own. */
  private static final String IMAGE = "container image";

  private FunctionMapping() {}

  static List<Function> functions(Stack stack) throws TemplateException {
    List<Function> functions = new ArrayList<>();
    for (Resource resource : stack.resources(ResourceType.FUNCTION)) {
      Section properties = resource.properties();
      boolean image =
          properties.choice("PackageType", "Zip", List.of("Zip", "Image")).equals("Image");
      functions.add(
          new Function(
              resource.id(),
              resource.ref(),
              image ? IMAGE : properties.requiredText("Runtime"),
              image ? IMAGE : properties.requiredText("Handler"),
              environment(properties),
              Duration.ofSeconds(properties.integer("Timeout", 3, 1, 900)),
              properties.integer("MemorySize", 128, 128, 10_240)));
    }
    return functions;
  }

  private static Map<String, String> environment(Section properties) throws TemplateException {
    Section variables =
        properties.section("Environment").only(Set.of("Variables")).section("Variables");
    Map<String, String> environment = new LinkedHashMap<>();
    for (var entry : variables.entries()) {
      String value = variables.text(entry.getKey(), "");
      if (value.contains("{{resolve:")) {
        throw variables.refusal(
            entry.getKey(),
            entry.getKey()
                + " is a dynamic reference, which only AWS can look up: give it another value here,"
                + " by a parameter.");
      }
      environment.put(entry.getKey(), value);
    }
    return Collections.unmodifiableMap(environment);
  }
}
