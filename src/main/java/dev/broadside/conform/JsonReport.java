package dev.broadside.conform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report as JSON, schema {@code broadside/conform/1}; what does not apply is null. */
public record JsonReport() implements ReportFormat {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String render(ConformReport report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", "broadside/conform/1").put("interrupted", report.interrupted());
    root.putObject("stage")
        .put("url", report.url())
        .put("kind", word(report.kind().kind()))
        .put("clue", report.kind().clue());
    root.putObject("counts")
        .put("holds", report.holding())
        .put("differs", report.differing())
        .put("cannotBeChecked", report.unchecked());
    root.put("durationMillis", report.millis());
    ArrayNode checks = root.putArray("checks");
    report.results().forEach(result -> put(checks.addObject(), result));
    try {
      DefaultIndenter lines = new DefaultIndenter("  ", "\n");
      return JSON.writer(
                  new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines))
              .writeValueAsString(root)
          + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree that is no JSON", impossible);
    }
  }

  private static void put(ObjectNode node, Result result) {
    node.put("id", result.id())
        .put("sentence", result.sentence())
        .put("grade", result.grade().name())
        .put("evidence", result.source());
    switch (result.finding()) {
      case Finding.Holds(String note) -> details(node, "holds", note, null, null, null);
      case Finding.Differs(String expected, String seen) ->
          details(node, "differs", "", expected, seen, null);
      case Finding.CannotBeChecked(String why) ->
          details(node, "cannotBeChecked", "", null, null, why);
    }
    node.put("millis", result.millis());
  }

  private static void details(
      ObjectNode node,
      String result,
      String note,
      @Nullable String expected,
      @Nullable String seen,
      @Nullable String why) {
    node.put("result", result)
        .put("expected", expected)
        .put("seen", seen)
        .put("why", why)
        .put("note", note.isEmpty() ? null : note);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
