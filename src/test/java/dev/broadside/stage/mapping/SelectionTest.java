package dev.broadside.stage.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.broadside.stage.mapping.TemplateChoice.Behavior;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which template a body gets. */
final class SelectionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\\$default | {} | $default",
        "200 | {} | 200",
        "$request.body.kind | {\"kind\":\"chat\"} | chat",
        "${request.body.kind} | {\"kind\":\"chat\"} | chat",
        "${request.body.a.b[1]}-beta | {\"a\":{\"b\":[1,2]}} | 2-beta",
        "${request.body.service}/${request.body.action} | {\"service\":\"s\",\"action\":\"a\"} | s/a",
        "${request.body.action}-${request.body.none} | {\"action\":\"join\"} | join-",
        "$request.body.kind | {\"kind\":[\"a\",\"b\"]} | [a, b]",
        "$request.body.kind | no JSON | ~~",
        "$integration.response.statuscode | {} | 201",
        "$request.body.kind | {\"kind\":\"$request.body.kind\"} | $request.body.kind",
      })
  void anExpressionGivesTheKey(String expression, String body, String key) throws MappingException {
    assertEquals(
        key,
        SelectionExpression.parse("test", expression)
            .key(body, Map.of("integration.response.statuscode", "201")));
  }

  @Test
  void aDollarThatIsNoVariableIsRefused() {
    MappingException refusal =
        assertThrows(MappingException.class, () -> SelectionExpression.parse("test", "a$ b"));
    assertEquals(
        "test:1:2: 'a$ b' has a $ that is no variable: write \\$, or ${request.body.name}.",
        refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "WHEN_NO_MATCH, PassThrough, PassThrough",
    "WHEN_NO_TEMPLATES, PassThrough, Refuse",
    "NEVER, Refuse, Refuse",
  })
  void aBodyWithoutATemplatePassesOrIsRefused(
      Behavior behavior, String withoutTemplates, String withAnother) throws MappingException {
    Map<String, MappingTemplate> another = Map.of("a", MappingTemplate.parse("test", ""));
    assertEquals(withoutTemplates, name(TemplateChoice.of(Map.of(), "x", behavior)));
    assertEquals(withAnother, name(TemplateChoice.of(another, "x", behavior)));
    assertEquals("Render", name(TemplateChoice.of(another, "a", behavior)));
  }

  @Test
  void theDefaultTemplateCatchesEveryKey() throws MappingException {
    MappingTemplate template = MappingTemplate.parse("test", "");
    assertEquals(
        new TemplateChoice.Render(template),
        TemplateChoice.of(Map.of("$default", template), "x", Behavior.NEVER));
  }

  private static String name(TemplateChoice choice) {
    return choice.getClass().getSimpleName();
  }
}
