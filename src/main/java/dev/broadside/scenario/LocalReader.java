package dev.broadside.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code local}: a bundled design with its choices, or what the user brings. */
final class LocalReader {
  private static final List<String> OF_DESIGNS =
      List.of("design", "lookup", "fanout", "concurrency");
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern URLS =
      Pattern.compile("http://[^\\s]+( http://[^\\s]+)*", Pattern.CASE_INSENSITIVE);

  private final Expansion expansion;

  LocalReader(Expansion expansion) {
    this.expansion = expansion;
  }

  Local local(Section local) throws ScenarioException {
    String design = local.choice("design", "scan-chat", "room-chat", "history-chat", "notify");
    return new Local(
        design,
        local.choice("lookup", lookups(design)),
        local.choice("fanout", "async", "serial", "pool", "virtual", "direct"),
        (int) local.whole("concurrency", 1, 10_000, 64),
        expansion.plain(local, "profile", local.text("profile", "ideal")),
        own(local));
  }

  /** What the template of a design has, the usual one first. */
  private static String[] lookups(String design) {
    return switch (design) {
      case "room-chat" -> new String[] {"query", "scan", "parallel-scan", "table-query"};
      case "notify" -> new String[] {"query", "scan", "parallel-scan"};
      default -> new String[] {"scan", "parallel-scan"};
    };
  }

  private Local.Own own(Section local) throws ScenarioException {
    return new Local.Own(
        template(local),
        names(local.child("parameters")),
        functions(local.child("functions")),
        code(local),
        local.choice("auth", "none", "iam"),
        (int) local.whole("port", 0, HIGHEST_PORT, 0));
  }

  private @Nullable String template(Section local) throws ScenarioException {
    if (!local.has("template")) {
      return null;
    }
    for (String key : OF_DESIGNS) {
      if (local.has(key)) {
        throw local.error(
            key, "is for bundled designs: beside local.template leave it out, or use parameters");
      }
    }
    return expansion.plain(local, "template", local.text("template", ""));
  }

  private Map<String, String> names(Section section) throws ScenarioException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : section.keys()) {
      if (!NAME.matcher(name).matches()) {
        throw section.error(name, "is no name that a template can have: use letters and digits");
      }
      values.put(name, expansion.plain(section, name, section.word(name)));
    }
    return Collections.unmodifiableMap(values);
  }

  private Map<String, String> functions(Section section) throws ScenarioException {
    Map<String, String> functions = names(section);
    for (Map.Entry<String, String> function : functions.entrySet()) {
      if (!URLS.matcher(function.getValue()).matches()) {
        throw section.error(
            function.getKey(),
            "must be a URL, as http://127.0.0.1:9000, or several with a space between");
      }
    }
    return functions;
  }

  private List<String> code(Section local) throws ScenarioException {
    List<String> code = local.texts("code");
    for (String path : code) {
      expansion.plain(local, "code", path);
    }
    return List.copyOf(code);
  }
}
