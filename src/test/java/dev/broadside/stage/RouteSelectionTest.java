package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.broadside.template.Template;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteSelectionTest {
  private static Api api(String... routeKeys) throws StageException {
    List<Template.Route> routes =
        List.of(routeKeys).stream().map(k -> new Template.Route(k, "F", false)).toList();
    return Api.of(
        new Template.WebSocketApi("A", "a", "$request.body.action", "prod", routes), "h:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$request.body.action | {\"action\":\"join\"} | join",
        "${request.body.action} | {\"action\":\"join\"} | join",
        "$request.body.meta.kind | {\"meta\":{\"kind\":\"x\"}} | x",
        "$request.body.action | {\"action\":7} | 7",
        "$request.body.action | {\"action\":true} | true",
      })
  void aMemberOfTheBodyNamesTheRoute(String expression, String message, String key)
      throws StageException {
    assertEquals(key, BodyPath.of(expression).routeKey(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hello", "{\"action\":\"join\"", "{\"action\":\"a\"} x", "[1]", "{\"b\":1}"})
  void aMessageThatIsNoJsonOrHasNoSuchMemberNamesNone(String message) throws StageException {
    assertNull(BodyPath.of("$request.body.action").routeKey(message));
  }

  @Test
  void anUnknownRouteFallsBackToDefaultOrToNothing() throws StageException {
    Template.Route route = api("join", "$default").routeOf("{\"action\":\"leave\"}");
    assertNotNull(route);
    assertEquals("$default", route.routeKey());
    assertNull(api("join").routeOf("{\"action\":\"leave\"}"));
  }

  @Test
  void aMessageCannotCallAReservedRoute() throws StageException {
    assertNull(api("$connect", "$disconnect").routeOf("{\"action\":\"$disconnect\"}"));
  }

  @Test
  void anExpressionThatIsNotSupportedIsRefusedByName() {
    StageException e =
        assertThrows(StageException.class, () -> BodyPath.of("$request.header.action"));
    assertEquals(
        "the route selection expression '$request.header.action' is not supported:"
            + " write $request.body.NAME, for example $request.body.action",
        e.getMessage());
  }

  @Property
  void noMessageMakesTheSelectionFail(@ForAll String message) throws StageException {
    BodyPath.of("$request.body.action").routeKey(message);
  }
}
