package dev.broadside.stage;

import dev.broadside.template.HttpApi;
import dev.broadside.template.HttpRouteKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP APIs for the tests; a function is named as its route. */
final class TestRoutes {
  private TestRoutes() {}

  static HttpRouteKey key(String text) {
    return HttpRouteKey.parse(text).orElseThrow();
  }

  static HttpApi api(String stage, HttpApi.@Nullable Cors cors, String... keys) {
    List<HttpApi.Route> routes =
        Arrays.stream(keys).map(text -> new HttpApi.Route(key(text), text)).toList();
    return new HttpApi("localhttp1", stage, Map.of(), routes, cors);
  }
}
