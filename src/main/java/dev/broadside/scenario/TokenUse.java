package dev.broadside.scenario;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Whether a scenario has tokens where it sends them, and sends them where it has some. */
final class TokenUse {
  private TokenUse() {}

  static void check(Scenario scenario, Section connect) throws ScenarioException {
    String place = Placeholders.Name.TOKEN.written();
    boolean sent = texts(scenario).anyMatch(text -> text.contains(place));
    boolean there = scenario.connect().auth().tokens() != null;
    if (sent && !there) {
      throw connect.error(
          "auth", "names no file for #{token}: add auth: { tokens: FILE }, with one a line");
    }
    if (there && !sent) {
      throw connect.error(
          "auth", "has tokens that nothing sends: put #{token} where the stage wants it");
    }
  }

  private static Stream<String> texts(Scenario scenario) {
    Connect connect = scenario.connect();
    Join join = connect.join();
    Via.Http request =
        scenario.publish().via() instanceof Via.Http http ? http : new Via.Http("", "", Map.of());
    return Stream.of(
            connect.query().values(),
            connect.headers().values(),
            connect.auth().query().values(),
            connect.auth().headers().values(),
            List.of(Objects.requireNonNullElse(connect.subprotocol(), "")),
            List.of(join == null ? "" : join.message()),
            List.of(scenario.publish().message()),
            List.of(request.path()),
            request.headers().values())
        .flatMap(Collection::stream);
  }
}
