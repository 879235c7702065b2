package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.broadside.template.Integration;
import dev.broadside.template.Template;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the stage does not run, it does not start with. */
final class IntegrationsTest {
  @Test
  void aMappedIntegrationIsRefusedByName() {
    Integration mapped =
        new Integration.Mapped(
            "PutMessage",
            new Integration.Mock(),
            new Integration.Templates(Map.of(), null),
            Integration.PassthroughBehavior.NEVER,
            null,
            List.of());
    Template.WebSocketApi api =
        new Template.WebSocketApi(
            "Api",
            "chat",
            "$request.body.action",
            "prod",
            List.of(new Template.Route("put", mapped, false)));
    assertEquals(
        "route put has the integration PutMessage with mapping templates, which this stage reads and"
            + " does not run yet: make it IntegrationType AWS_PROXY",
        assertThrows(StageException.class, () -> Api.of(api, "127.0.0.1:1")).getMessage());
  }
}
