package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.template.HttpApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRouterTest {
  private static final List<String> KEYS =
      List.of(
          "$default",
          "ANY /{proxy+}",
          "GET /pets/{proxy+}",
          "GET /pets/dog/{id}",
          "ANY /pets/dog/{id}",
          "GET /pets/dog/1",
          "POST /only",
          "GET /a/{x}",
          "GET /{y}/b",
          "GET /");

  private static HttpRouter router(List<String> keys) {
    return new HttpRouter(keys.stream().map(HttpRouterTest::route).toList());
  }

  private static HttpApi.Route route(String key) {
    return new HttpApi.Route(TestRoutes.key(key), key);
  }

  /** The first four are AWS's own examples. */
  @ParameterizedTest
  @CsvSource({
    "GET, /pets/dog/1, GET /pets/dog/1",
    "GET, /pets/dog/2, GET /pets/dog/{id}",
    "GET, /pets/cat/1, GET /pets/{proxy+}",
    "POST, /test/5, ANY /{proxy+}",
    "PUT, /pets/dog/2, ANY /pets/dog/{id}",
    "POST, /pets/dog/1, ANY /pets/dog/{id}",
    "GET, /only, ANY /{proxy+}",
    "POST, /only, POST /only",
    "GET, /a/b, GET /a/{x}",
    "GET, /c/b, GET /{y}/b",
    "GET, /a/, ANY /{proxy+}",
    "GET, /pets/, GET /pets/{proxy+}",
    "GET, /, GET /",
    "POST, /, ANY /{proxy+}",
    "OPTIONS, *, $default",
    "GET, http://elsewhere/a, $default"
  })
  void theMostSpecificRouteTakesARequest(String method, String path, String key) {
    List<String> shuffled = new ArrayList<>(KEYS);
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      HttpRouter.Match match = router(shuffled).find(method, path);
      assertEquals(key, match == null ? null : match.route().key().text());
    }
  }

  @ParameterizedTest
  @CsvSource({"POST, /a", "GET, /a/", "GET, /A", "GET, /a/b", "GET, /"})
  void withoutADefaultRouteOthersAreTakenByNone(String method, String path) {
    assertEquals(null, router(List.of("GET /a")).find(method, path));
  }

  @Property(tries = 500)
  void variablesAreDecodedAndPlusesStay(
      @ForAll("names") String one, @ForAll("names") String two, @ForAll("names") String rest) {
    String path = "/x/" + escaped(one) + "/" + escaped(two) + "/" + escaped(rest) + "/end";
    HttpRouter.Match match = router(List.of("GET /x/{one}/{two}/{rest+}")).find("GET", path);
    assertEquals(
        Map.of("one", one, "two", two, "rest", rest + "/end"),
        match == null ? null : match.parameters());
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%2B", "+");
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .withChars("ab/+% ?#&=;éß漢")
        .withChars("\uD83D\uDE00")
        .ofMinLength(1)
        .ofMaxLength(8)
        .filter(
            text ->
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                    .equals(text));
  }

  /** A route that a request matches is never passed over for a less specific one. */
  @Property(tries = 1_000)
  void anyPathIsTakenAndAnExactRouteWins(@ForAll("paths") String path) {
    HttpRouter router = router(List.of("$default", "ANY /{a+}", "ANY /{a}/{b}", "GET /a/b"));
    HttpRouter.Match match = router.find("GET", path);
    String key = match == null ? "none" : match.route().key().text();
    int parts = path.substring(1).split("/", -1).length;
    if (path.equals("/a/b")) {
      assertEquals("GET /a/b", key);
    } else if (parts == 2 && !path.contains("//") && !path.endsWith("/")) {
      assertEquals("ANY /{a}/{b}", key);
    } else {
      assertEquals("ANY /{a+}", key);
      assertTrue(match != null && path.equals("/" + match.parameters().get("a")));
    }
  }

  @Provide
  Arbitrary<String> paths() {
    return Combinators.combine(
            Arbitraries.of("", "a", "b", "ab", "+"),
            Arbitraries.of("", "a", "b", "c").list().ofMaxSize(3))
        .as((first, rest) -> "/" + first + (rest.isEmpty() ? "" : "/" + String.join("/", rest)));
  }
}
