package dev.broadside.stage.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code $input}. What {@code path} returns can be changed, and {@code json} shows the change. */
final class InputVariable implements Receiver {
  private final Body body;
  private final MappingInput.Params params;

  InputVariable(MappingInput input) {
    this.body = Body.of(input.body());
    this.params = input.params();
  }

  @Override
  public @Nullable Object property(String name) {
    return name.equals("body") ? body.text() : null;
  }

  @Override
  public @Nullable Object call(Arguments arguments) {
    Budget budget = arguments.budget();
    return switch (arguments.signature()) {
      case "path/1" -> body.at(arguments.text(0), budget);
      case "json/1" -> body.json(arguments.text(0), budget);
      case "params/0" -> all();
      case "params/1" -> named(arguments.text(0));
      default -> null;
    };
  }

  private Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("path", params.path());
    all.put("querystring", params.querystring());
    all.put("header", params.header());
    return Collections.unmodifiableMap(all);
  }

  /** Searched in the order that AWS documents. */
  private String named(String name) {
    return Stream.of(params.path(), params.querystring(), params.header())
        .filter(parameters -> parameters.containsKey(name))
        .map(parameters -> parameters.get(name))
        .findFirst()
        .orElse("");
  }
}
