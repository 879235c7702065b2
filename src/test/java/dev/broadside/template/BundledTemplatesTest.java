package dev.broadside.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.broadside.template.Value.Fields;
import dev.broadside.template.Value.Items;
import dev.broadside.template.Value.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every bundled template promises to whoever deploys it. */
final class BundledTemplatesTest {

  static Stream<String> templates() throws IOException {
    try (var files = Files.list(Path.of("src/main/deploy"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  static Stream<String> designs() throws IOException {
    return templates().filter(name -> !name.startsWith("conformance"));
  }

  private static Section read(String name) throws Exception {
    Source source = new Source(name);
    String text = Files.readString(Path.of("src/main/deploy", name));
    return new Section(source, name, new ValueParser(source).parse(text));
  }

  /** The properties of all resources of a type, by logical id. */
  private static Map<String, Section> of(Section template, String type) throws TemplateException {
    Map<String, Section> found = new LinkedHashMap<>();
    Section resources = template.section("Resources");
    for (var entry : resources.entries()) {
      Section resource = resources.section(entry.getKey());
      if (resource.requiredText("Type").equals(type)) {
        found.put(entry.getKey(), resource.section("Properties"));
      }
    }
    return found;
  }

  @ParameterizedTest
  @MethodSource("templates")
  void everyParameterAndEveryOutputIsDescribed(String name) throws Exception {
    Section template = read(name);
    for (String list : List.of("Parameters", "Outputs")) {
      Section section = template.section(list);
      assertFalse(section.entries().isEmpty(), list);
      for (var entry : section.entries()) {
        section.section(entry.getKey()).requiredText("Description");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void noRoleMayDoEverythingOrToEverything(String name) throws Exception {
    List<String> granted = new ArrayList<>();
    for (Section role : of(read(name), "AWS::IAM::Role").values()) {
      assertFalse(role.has("ManagedPolicyArns"), role.what() + " takes more than it needs");
      collect(Objects.requireNonNull(role.field("Policies")).value(), granted);
    }
    assertFalse(granted.isEmpty());
    assertEquals(
        List.of(), granted.stream().filter(what -> what.matches("\\*|[a-z-]+:\\*")).toList());
  }

  /** All texts below a value. */
  private static void collect(Value value, List<String> texts) {
    switch (value) {
      case Text text -> texts.add(text.text());
      case Items items -> items.values().forEach(item -> collect(item, texts));
      case Fields fields -> fields.fields().values().forEach(f -> collect(f.value(), texts));
      case Value.Call call -> collect(call.argument(), texts);
      case Value.Nothing nothing -> {}
    }
  }

  @ParameterizedTest
  @MethodSource("designs")
  void everyFunctionStartsFromASnapshotAndKeepsItsLogForAWhile(String name) throws Exception {
    Section template = read(name);
    Map<String, Section> functions = of(template, "AWS::Lambda::Function");
    assertFalse(functions.isEmpty());
    for (Section function : functions.values()) {
      assertEquals("java21", function.requiredText("Runtime"));
      assertEquals("PublishedVersions", function.section("SnapStart").requiredText("ApplyOn"));
    }
    assertEquals(functions.size(), of(template, "AWS::Lambda::Version").size());
    assertEquals(functions.size(), of(template, "AWS::Lambda::Alias").size());
    for (Section log : of(template, "AWS::Logs::LogGroup").values()) {
      log.requiredText("RetentionInDays");
    }
  }
}
