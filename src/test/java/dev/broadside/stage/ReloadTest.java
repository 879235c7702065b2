package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.broadside.template.Template;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReloadTest {
  private static final Template.Attribute ID = new Template.Attribute("id", "S");
  private static final Template.Key KEY = new Template.Key("id", null);

  static Template template(
      String stage, List<Template.Table> tables, Template.Function... functions) {
    return new Template(
        tables,
        List.of(functions),
        new Template.WebSocketApi("Api", "api", "$request.body.action", stage, List.of()));
  }

  private static Template.Table table(String name, Template.Index... indexes) {
    return new Template.Table("T" + name, name, List.of(ID), KEY, List.of(indexes));
  }

  private static String refusal(Template running, Template next) {
    return String.valueOf(
        assertThrows(StageException.class, () -> Reload.refuseWhatStays(running, next))
            .getMessage());
  }

  @Test
  void tablesMayComeAndGo() throws StageException {
    Reload.refuseWhatStays(
        template("prod", List.of(table("a"), table("b"))),
        template("prod", List.of(table("b"), table("c"))));
  }

  @Test
  void theStagesNameMayNotChange() {
    assertEquals(
        "the stage's name changed from prod to dev, and clients and functions know the old one:"
            + " start it again",
        refusal(template("prod", List.of()), template("dev", List.of())));
  }

  @Test
  void aTableMayNotChange() {
    Template.Index index = new Template.Index("i", KEY, "ALL", List.of());
    assertEquals(
        "table a has other keys, attributes or indexes now, and it is made already: start it again",
        refusal(
            template("prod", List.of(table("a"))), template("prod", List.of(table("a", index)))));
  }
}
