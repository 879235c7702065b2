package dev.broadside.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.broadside.template.Template.Index;
import dev.broadside.template.Template.Key;
import dev.broadside.template.Template.Table;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundled design room-chat: one template, of which each lookup takes what it needs. */
final class RoomChatTemplateTest {
  private static final Key BY_CONNECTION = new Key("connectionId", null);

  private static Template read(String lookup) throws TemplateException {
    return TemplateReader.readBundled("room-chat", Map.of("Lookup", lookup));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scan", "parallel-scan"})
  void aScanPaysForNoIndexAndNoSecondTable(String lookup) throws TemplateException {
    Template template = read(lookup);
    assertEquals(
        List.of("Users", "Messages"), template.tables().stream().map(Table::logicalId).toList());
    assertEquals(BY_CONNECTION, template.tables().getFirst().key());
    assertEquals(List.of(), template.tables().getFirst().indexes());
  }

  @Test
  void aQueryHasAnIndexOfTheIdsByRoom() throws TemplateException {
    Table users = read("query").tables().getFirst();
    assertEquals(BY_CONNECTION, users.key());
    assertEquals(
        List.of(new Index("room", new Key("room", null), "KEYS_ONLY", List.of())), users.indexes());
  }

  @Test
  void aTableQueryHasATableKeyedByRoomThatOnlyItsFunctionsKnow() throws TemplateException {
    List<Table> tables = read("table-query").tables();
    assertEquals(List.of(), tables.get(0).indexes());
    assertEquals("Rooms", tables.get(1).logicalId());
    assertEquals(new Key("room", "connectionId"), tables.get(1).key());
    for (Template.Function function : read("table-query").functions()) {
      boolean reader = function.logicalId().equals("GetMessages");
      assertEquals(!reader, function.environment().containsKey("BROADSIDE_ROOM_TABLE"));
    }
    assertFalse(
        read("query").functions().getFirst().environment().containsKey("BROADSIDE_ROOM_TABLE"));
  }

  @Test
  void theRoutesLeadToTheFiveFunctions() throws TemplateException {
    Template template = read("query");
    assertEquals(
        List.of(
            new Template.Route("$connect", "Connect", false),
            new Template.Route("$disconnect", "Disconnect", false),
            new Template.Route("sendMessage", "SendMessage", false)),
        template.webSocketApi().routes());
    assertEquals(
        List.of(
            "PUT /rooms/{room}/messages -> PutMessage",
            "GET /rooms/{room}/messages -> GetMessages"),
        Objects.requireNonNull(template.httpApi()).routes().stream()
            .map(route -> route.key().text() + " -> " + route.function())
            .toList());
  }
}
