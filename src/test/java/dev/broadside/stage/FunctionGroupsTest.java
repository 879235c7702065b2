package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.template.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionGroupsTest {
  private static Template.Function function(String name, Map<String, String> environment) {
    return new Template.Function(
        name, name, "java21", "a.B", environment, Duration.ofSeconds(3), 512);
  }

  private static List<List<String>> names(Template.Function... functions) {
    return FunctionGroups.of(List.of(functions)).stream()
        .map(g -> g.functions().stream().map(Template.Function::name).toList())
        .toList();
  }

  @Test
  void functionsThatAgreeShareAJvm() {
    assertEquals(
        List.of(List.of("a", "b", "c")),
        names(
            function("a", Map.of("T", "1")),
            function("b", Map.of("T", "1", "U", "2")),
            function("c", Map.of())));
  }

  @Test
  void oneNameWithTwoValuesLivesApart() {
    assertEquals(
        List.of(List.of("a", "c"), List.of("b")),
        names(
            function("a", Map.of("T", "1")),
            function("b", Map.of("T", "2")),
            function("c", Map.of("T", "1"))));
  }
}
