package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.broadside.template.Template;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteSelectionTest {
  private static final String ACTION = "$request.body.action";

  private static Api api(String... routeKeys) throws StageException {
    List<Template.Route> routes =
        List.of(routeKeys).stream().map(k -> new Template.Route(k, "F", false)).toList();
    return Api.of(new Template.WebSocketApi("A", "a", ACTION, "prod", routes), "h:1");
  }

  private static RouteSelection selection(String expression) throws StageException {
    return RouteSelection.of("chat.yaml:7", expression);
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
        "$request.body.action | {\"action\":2.50} | 2.5",
        "$request.body.action | {\"action\":true} | true",
        "$request.body.action | {\"action\":[\"item1\",\"item2\"]} | [item1, item2]",
        "$request.body.action | {\"action\":[1,null]} | [1, null]",
        "$request.body.list[1].name | {\"list\":[{},{\"name\":\"b\"}]} | b",
        "$request.body['an action'] | {\"an action\":\"join\"} | join",
        "$request.body..kind | {\"a\":{\"kind\":\"x\"}} | [x]",
        "$request.body.l[?(@.on=='y')].k | {\"l\":[{\"on\":\"y\",\"k\":1},{\"k\":2}]} | [1]",
        "$request.body.l.length() | {\"l\":[1,2]} | 2",
        "${request.body.service}/${request.body.action} | {\"service\":\"chat\",\"action\":\"join\"} | chat/join",
        "${request.body.action}-${request.body.invalidPath} | {\"action\":\"join\"} | join-",
        "v1:${request.body['an action']} | {\"an action\":\"$request.body.x\"} | v1:$request.body.x",
        "\\$default | {} | $default",
        "always | {} | always",
      })
  void theExpressionNamesTheRoute(String expression, String message, String key)
      throws StageException {
    assertEquals(key, selection(expression).routeKey(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n\t",
        "hello",
        "{\"action\":\"join\"",
        "{\"action\":\"a\"} x",
        "[1]",
        "{\"b\":1}",
        "{\"action\":null}",
        "\"action\"",
        "null"
      })
  void aMessageThatIsNoJsonOrHasNoSuchMemberNamesNone(String message) throws StageException {
    assertNull(selection(ACTION).routeKey(message));
    assertNull(selection("$request.body['action']").routeKey(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "hello", "{"})
  void noExpressionNamesARouteForWhatIsNoJson(String message) throws StageException {
    assertNull(selection("${request.body.a}-${request.body.b}").routeKey(message));
    assertNull(selection("always").routeKey(message));
  }

  @Test
  void anUnknownRouteFallsBackToDefaultOrToNothing() throws StageException {
    Template.Route route = api("join", "$default").routeOf("{\"action\":\"leave\"}");
    assertNotNull(route);
    assertEquals("$default", route.routeKey());
    assertNull(api("join").routeOf("{\"action\":\"leave\"}"));
    assertNull(api("join").routeOf("{\"action\":\"JOIN\"}"));
  }

  @Test
  void aMessageCannotCallAReservedRoute() throws StageException {
    assertNull(api("$connect", "$disconnect").routeOf("{\"action\":\"$disconnect\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$request.header.action | 'chat.yaml:7: ''$request.header.action'' reads request.header.action,"
            + " and a message has a body only: write $request.body.NAME, or text with"
            + " ${request.body.NAME}, where any JSONPath may follow $request.body'",
        "$request.bodyx | 'chat.yaml:7: ''$request.bodyx'' reads request.bodyx,"
            + " and a message has a body only: write $request.body.NAME, or text with"
            + " ${request.body.NAME}, where any JSONPath may follow $request.body'",
        "a/${request.body.b..} | chat.yaml:7:1:3: '$.b..' is no JSONPath.",
        "$request.body.a. | chat.yaml:7:1:1: '$.a.' is no JSONPath.",
        "a$ | 'chat.yaml:7:1:2: ''a$'' has a $ that is no variable: write \\$, or"
            + " ${request.body.name}.'",
      })
  void anExpressionThatIsNotSupportedIsRefusedByName(String expression, String sentence) {
    StageException e = assertThrows(StageException.class, () -> selection(expression));
    assertEquals(sentence, e.getMessage());
  }

  @Property
  void noMessageMakesTheSelectionFail(@ForAll String message) throws StageException {
    selection(ACTION).routeKey(message);
  }

  @Property
  void noExpressionAndNoMessageMakeTheSelectionFail(
      @ForAll("expressions") String expression, @ForAll("messages") String message) {
    try {
      selection(expression).routeKey(message);
    } catch (StageException refused) {
      assertNotNull(refused.getMessage());
    }
  }

  /** The short way gives what the expression itself gives. */
  @Property
  void aMemberIsReadAsItsJsonPathIs(@ForAll("messages") String message) throws StageException {
    for (String path : List.of("action", "a", "a.b")) {
      String expression = "$request.body." + path;
      assertEquals(
          ExpressionSelection.of("test", expression).routeKey(message),
          selection(expression).routeKey(message));
    }
  }

  @Provide
  Arbitrary<String> expressions() {
    Arbitrary<String> pieces =
        Arbitraries.frequencyOf(
            Tuple.of(
                9,
                Arbitraries.of(
                    "$request.body",
                    "${request.body",
                    "}",
                    ".action",
                    ".a",
                    "..",
                    "[*]",
                    "[0]",
                    "[?(@.a==1)]",
                    "['a']",
                    "\\$",
                    "/",
                    ".length()",
                    "[-1:]",
                    "$context.x")),
            Tuple.of(1, Arbitraries.strings().ofMaxLength(4)));
    return pieces.list().ofMaxSize(6).map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<String> messages() {
    Arbitrary<String> scalars =
        Arbitraries.oneOf(
            Arbitraries.of("null", "true", "1", "-0.0", "1e400", "0.1e1", "{", "\"\"", "\"7\""),
            Arbitraries.strings()
                .ofMaxLength(5)
                .map(
                    s ->
                        "\""
                            + new String(JsonStringEncoder.getInstance().quoteAsString(s))
                            + "\""));
    return values(scalars, 3);
  }

  private static Arbitrary<String> values(Arbitrary<String> scalars, int depth) {
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<String> inner = values(scalars, depth - 1);
    Arbitrary<String> names = Arbitraries.of("action", "a", "b");
    Arbitrary<String> objects =
        names
            .flatMap(name -> inner.map(value -> "\"" + name + "\":" + value))
            .list()
            .ofMaxSize(3)
            .map(members -> "{" + String.join(",", members) + "}");
    Arbitrary<String> lists =
        inner.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]");
    return Arbitraries.frequencyOf(Tuple.of(3, objects), Tuple.of(1, lists), Tuple.of(1, scalars));
  }
}
