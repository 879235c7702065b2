package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.broadside.scenario.Keys.Elements;
import dev.broadside.scenario.Keys.Leaf;
import dev.broadside.scenario.Keys.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the JSON Schema, which editors use, to the reader. */
class SchemaTest {
  private static final Path SCENARIOS = Path.of("scenarios");
  private static final Path SCHEMA = SCENARIOS.resolve("schema/scenario.schema.json");

  private static JsonNode schema() throws IOException {
    return new ObjectMapper().readTree(SCHEMA.toFile());
  }

  private static Stream<Path> scenarios() throws IOException {
    try (Stream<Path> files = Files.list(SCENARIOS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @Test
  void hasTheReadersKeysAtEachLevelAndNoOther() throws IOException {
    JsonNode schema = schema();
    assertEquals("https://json-schema.org/draft/2020-12/schema", schema.get("$schema").asText());
    assertSame("", Keys.ROOT, schema, schema);
  }

  private static void assertSame(String path, Keys keys, JsonNode at, JsonNode root) {
    JsonNode schema = resolved(at, root);
    switch (keys) {
      case Level level -> {
        assertFalse(schema.path("additionalProperties").asBoolean(true), path + " is open");
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        assertEquals(List.copyOf(level.known().keySet()), names, "keys of '" + path + "'");
        level
            .known()
            .forEach(
                (key, below) ->
                    assertSame(
                        Keys.join(path, key), below, schema.path("properties").path(key), root));
      }
      case Elements elements -> {
        assertEquals("array", schema.path("type").asText(), path);
        assertSame(path, elements.level(), schema.path("items"), root);
      }
      case Leaf leaf -> {
        assertFalse(schema.has("properties"), path + " has keys");
        assertEquals(leaf == Leaf.NAMES, schema.path("type").asText().equals("object"), path);
      }
    }
  }

  private static JsonNode resolved(JsonNode schema, JsonNode root) {
    return schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
  }

  @Test
  void statesTheReadersDefaults() throws IOException, ScenarioException {
    ScenarioReader reader = new ScenarioReader(name -> null);
    String smallest = "question: q\naudience: { connections: 5 }";
    JsonNode written =
        new YAMLMapper()
            .readTree(ScenarioWriter.toYaml(reader.parse("file", "file", smallest, List.of())));
    JsonNode schema = schema();

    assertDefaults("", schema, written, schema);
  }

  private static void assertDefaults(String path, JsonNode at, JsonNode written, JsonNode root) {
    JsonNode standard = at.has("default") ? at.get("default") : resolved(at, root).path("default");
    if (!standard.isMissingNode()) {
      assertEquals(standard, written, path);
    }
    resolved(at, root)
        .path("properties")
        .properties()
        .forEach(
            key -> {
              String below = Keys.join(path, key.getKey());
              if (written.has(key.getKey())) {
                assertDefaults(below, key.getValue(), written.get(key.getKey()), root);
              }
            });
  }

  @Test
  void isNamedInTheFirstLineOfEachScenario() throws IOException {
    for (Path file : scenarios().toList()) {
      assertEquals(
          "# yaml-language-server: $schema=schema/scenario.schema.json",
          Files.readAllLines(file).getFirst(),
          file.toString());
    }
  }

  @Test
  void theReaderTakesEachScenarioAndTheSchemaHasItsKeys() throws IOException, ScenarioException {
    ScenarioReader reader = new ScenarioReader(name -> null);
    JsonNode schema = schema();
    for (Path file : scenarios().toList()) {
      assertFalse(reader.read(file, List.of()).question().isBlank());
      assertUses(file.toString(), schema, new YAMLMapper().readTree(file.toFile()), schema);
    }
    assertTrue(scenarios().anyMatch(file -> file.endsWith("quickstart.yaml")));
  }

  private static void assertUses(String path, JsonNode at, JsonNode value, JsonNode root) {
    JsonNode schema = resolved(at, root);
    if (!schema.has("properties")) {
      return;
    }
    value
        .properties()
        .forEach(
            key -> {
              String below = Keys.join(path, key.getKey());
              assertTrue(schema.get("properties").has(key.getKey()), below);
              assertUses(below, schema.get("properties").get(key.getKey()), key.getValue(), root);
            });
  }
}
