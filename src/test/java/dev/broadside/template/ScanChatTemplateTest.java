package dev.broadside.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.broadside.template.Template.Attribute;
import dev.broadside.template.Template.Route;
import dev.broadside.template.Template.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bundled design scan-chat, as the local stage reads it. */
final class ScanChatTemplateTest {

  @Test
  void theTableHasOneKeyAndTheSeedsName() throws TemplateException {
    assertEquals(
        List.of(
            new Table(
                "Connections",
                "websocket-connections",
                List.of(new Attribute("connectionId", "S")),
                new Template.Key("connectionId", null),
                List.of())),
        TemplateReader.readBundled("scan-chat", Map.of()).tables());
  }

  @Test
  void theRoutesLeadToTheirFunctions() throws TemplateException {
    Template.WebSocketApi api = TemplateReader.readBundled("scan-chat", Map.of()).webSocketApi();
    assertEquals("$request.body.action", api.routeSelectionExpression());
    assertEquals("prod", api.stageName());
    assertEquals(
        List.of(
            new Route("$connect", "Connect", false),
            new Route("$disconnect", "Disconnect", false),
            new Route("sendMessage", "SendMessage", false)),
        api.routes());
  }

  @Test
  void theFunctionsAreTheHandlersWithTheirEnvironment() throws TemplateException {
    Template template =
        TemplateReader.readBundled("scan-chat", Map.of("Fanout", "serial", "Concurrency", "8"));
    String api = template.webSocketApi().id();
    List<Template.Function> functions = template.functions();
    assertEquals(
        List.of(
            "dev.broadside.handlers.ScanChatConnect",
            "dev.broadside.handlers.ScanChatDisconnect",
            "dev.broadside.handlers.ScanChatSendMessage",
            "dev.broadside.handlers.ScanChatHttp"),
        functions.stream().map(Template.Function::handler).toList());
    assertEquals(
        Map.of(
            "WEBSOCKET_TABLE",
            "websocket-connections",
            "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI",
            "https://%s.execute-api.us-east-1.amazonaws.com/prod".formatted(api),
            "BROADSIDE_LOOKUP",
            "scan",
            "BROADSIDE_SEGMENTS",
            "4",
            "BROADSIDE_FANOUT",
            "serial",
            "BROADSIDE_CONCURRENCY",
            "8"),
        functions.get(2).environment());
    assertEquals(1769, functions.get(2).memoryMb());
  }

  @Test
  void aParameterValueThatIsNotAllowedIsRefused() {
    var refused =
        assertThrows(
            TemplateException.class,
            () -> TemplateReader.readBundled("scan-chat", Map.of("Fanout", "parallel")));
    assertEquals(
        "deploy/scan-chat.yaml:30: Parameter Fanout is 'parallel': it must be one of serial, pool,"
            + " virtual, async, direct.",
        refused.getMessage());
  }

  @Test
  void aDesignThatIsNotBundledIsRefused() {
    var refused =
        assertThrows(
            TemplateException.class, () -> TemplateReader.readBundled("no-chat", Map.of()));
    assertEquals(
        "deploy/no-chat.yaml:1: No design named 'no-chat' is bundled: see src/main/deploy.",
        refused.getMessage());
  }
}
