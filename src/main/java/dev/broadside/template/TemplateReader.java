package dev.broadside.template;

import dev.broadside.template.Template.Function;
import dev.broadside.template.Template.Table;
import dev.broadside.template.Value.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads CloudFormation templates, YAML or JSON, into what the local stage runs. What it does not
 * understand it refuses with file and line; it never ignores what changes behaviour.
 */
public final class TemplateReader {
  /* Rules only constrain parameters, and Metadata and Description say nothing to a stage. */
  private static final Set<String> SECTIONS =
      Set.of(
          "AWSTemplateFormatVersion",
          "Description",
          "Metadata",
          "Parameters",
          "Rules",
          "Mappings",
          "Conditions",
          "Resources",
          "Outputs");

  private TemplateReader() {}

  /**
   * Reads a template.
   *
   * @param sourceName the file's name, for messages
   * @param parameters values for parameters; the others keep their defaults
   */
  public static Template read(String sourceName, String text, Map<String, String> parameters)
      throws TemplateException {
    Source source = new Source(sourceName);
    Fields root = new ValueParser(source).parse(text);
    Section template = new Section(source, "the template", root);
    if (template.has("Transform")) {
      throw Intrinsics.transform(source, template.line("Transform"));
    }
    template.only(SECTIONS);
    if (!template.has("Resources")) {
      throw source.refusal(1, "The template has no Resources.");
    }
    Stack stack = new Stack(template, new Parameters(template.section("Parameters"), parameters));
    List<Table> tables = TableMapping.tables(stack);
    List<Function> functions = FunctionMapping.functions(stack);
    List<Queue> queues = QueueMapping.queues(stack);
    return new Template(
        tables,
        functions,
        WebSocketApiMapping.webSocketApi(stack),
        queues,
        EventSourceMapping.eventSources(stack, tables, functions, queues),
        HttpApiMapping.httpApi(stack));
  }

  /** Reads the template of a bundled design, such as {@code scan-chat}. */
  public static Template readBundled(String design, Map<String, String> parameters)
      throws TemplateException {
    String name = "deploy/" + design + ".yaml";
    try (InputStream file = TemplateReader.class.getResourceAsStream("/" + name)) {
      if (file == null) {
        throw new TemplateException(
            name + ":1: No design named '" + design + "' is bundled: see src/main/deploy.");
      }
      return read(name, new String(file.readAllBytes(), StandardCharsets.UTF_8), parameters);
    } catch (IOException unreadable) {
      throw new TemplateException(name + ":1: The template cannot be read: " + unreadable + ".");
    }
  }
}
