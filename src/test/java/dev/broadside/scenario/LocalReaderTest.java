package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalReaderTest {
  private static Local read(String local) throws ScenarioException {
    String text = "question: q\naudience: { connections: 5 }\nlocal: { " + local + " }";
    return new ScenarioReader(name -> "secret").parse("s.yaml", "s", text, List.of()).local();
  }

  @Test
  void aTemplateOfTheUsersHasItsParametersFunctionsAndCode() throws ScenarioException {
    Local local =
        read(
            "template: chat.yaml, parameters: { Table: t, Most: 5, On: true },"
                + " functions: { Send: 'http://127.0.0.1:9000 http://127.0.0.1:9001' },"
                + " code: [target/classes, lib], auth: iam, port: 3001");
    assertEquals("chat.yaml", local.name());
    assertEquals(
        new Local.Own(
            "chat.yaml",
            Map.of("Table", "t", "Most", "5", "On", "true"),
            Map.of("Send", "http://127.0.0.1:9000 http://127.0.0.1:9001"),
            List.of("target/classes", "lib"),
            "iam",
            3001),
        local.own());
  }

  @Test
  void withoutATemplateTheBundledDesignRuns() throws ScenarioException {
    assertEquals("scan-chat", read("code: a.jar").name());
    assertEquals(List.of("a.jar"), read("code: a.jar").own().code());
    assertEquals(Local.Own.NOTHING, read("lookup: scan").own());
  }

  @ParameterizedTest
  @CsvSource({"scan-chat,scan", "room-chat,query", "history-chat,scan", "notify,query"})
  void aDesignHasAUsualLookup(String design, String lookup) throws ScenarioException {
    assertEquals(lookup, read("design: " + design).lookup());
  }

  @Test
  void onlyRoomChatHasATableThatIsKeyedByRoom() throws ScenarioException {
    assertEquals("table-query", read("design: room-chat, lookup: table-query").lookup());
    assertThrows(ScenarioException.class, () -> read("design: history-chat, lookup: table-query"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "template: a, lookup: scan | 3:31: 'local.lookup' is for bundled designs: beside"
            + " local.template leave it out, or use parameters",
        "template: '' | 3:20: 'local.template' must be text, in quotes, not ''",
        "template: '${A}' | 3:20: 'local.template' cannot hold ${…}: variables are for target,"
            + " connect.query, connect.headers, connect.subprotocol, connect.auth, connect.proxy, join.message and publish.message",
        "parameters: [] | 3:22: 'local.parameters' must have keys of its own, not a list",
        "parameters: { A: } | 3:26: 'local.parameters.A' must be a text or a number",
        "parameters: { 'A B': x } | 3:31: 'local.parameters.A B' is no name that a template can"
            + " have: use letters and digits",
        "functions: { A: https://a } | 3:26: 'local.functions.A' must be a URL, as"
            + " http://127.0.0.1:9000, or several with a space between",
        "code: { a: b } | 3:16: 'local.code' must be a list of texts, as [one, two]",
        "code: [[a]] | 3:16: 'local.code' must be a list of texts, as [one, two]",
        "auth: yes | 3:16: 'local.auth' must be none or iam in this version, not yes",
        "port: 65536 | 3:16: 'local.port' must be a whole number from 0 to 65,535, not 65536",
      })
  void whatIsWrongIsRefusedAtItsPlace(String local, String sentence) {
    ScenarioException e = assertThrows(ScenarioException.class, () -> read(local));
    assertEquals("s.yaml:" + sentence, e.getMessage());
  }
}
