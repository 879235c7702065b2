package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds the JSON Schema of {@code gate.json} to the records that are written. */
class GateSchemaTest {

  @Test
  void hasTheFieldsOfTheRecordsAndNoOther() throws IOException {
    try (InputStream in = GateReport.class.getResourceAsStream("gate-1.schema.json")) {
      JsonNode schema = new ObjectMapper().readTree(Objects.requireNonNull(in));
      assertSame(GateReport.class, schema);
      assertEquals(GateReport.SCHEMA, schema.at("/properties/schema/const").asText());
    }
  }

  private static void assertSame(Class<?> type, JsonNode schema) {
    List<String> names =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    List<String> written = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(written::add);
    assertEquals(names, written, type.toString());
    assertEquals(names, texts(schema.path("required")), type.toString());
    assertFalse(schema.path("additionalProperties").asBoolean(true), type + " is open");
    for (RecordComponent component : type.getRecordComponents()) {
      JsonNode property = schema.path("properties").path(component.getName());
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      assertEquals(nullable, texts(property.path("type")).contains("null"), component.toString());
      if (component.getType() == Verdict.class) {
        assertEquals(
            Arrays.stream(Verdict.values()).map(Verdict::name).toList(),
            texts(property.path("enum")));
      } else if (component.getType().isRecord()) {
        assertSame(component.getType(), property);
      } else if (component.getGenericType() instanceof ParameterizedType list
          && list.getActualTypeArguments()[0] instanceof Class<?> element
          && element.isRecord()) {
        assertSame(element, property.path("items"));
      }
    }
  }

  private static List<String> texts(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false).map(JsonNode::asText).toList();
  }
}
