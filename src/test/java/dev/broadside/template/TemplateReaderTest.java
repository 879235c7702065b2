package dev.broadside.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.template.Template.Index;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the reader understands. */
final class TemplateReaderTest {

  @Test
  void theSmallestTemplateHasDefaults() throws TemplateException {
    Template template = Templates.read(Templates.SMALL);
    assertEquals(
        List.of(
            new Template.Function(
                "Echo",
                "Echo",
                "java21",
                "example.Echo",
                Map.of("V", "value"),
                Duration.ofSeconds(3),
                128)),
        template.functions());
    assertEquals(
        new Template.WebSocketApi(
            "Api",
            "chat",
            "$request.body.action",
            "prod",
            List.of(new Template.Route("$default", "Echo", false)),
            "test.yaml:7: RouteSelectionExpression of Api",
            new Template.Throttles(null, Map.of())),
        template.webSocketApi());
  }

  @Test
  void aStageThrottlesItsRoutes() throws TemplateException {
    String settings =
        "AutoDeploy: true, DefaultRouteSettings: {ThrottlingRateLimit: 5, ThrottlingBurstLimit: 2,"
            + " LoggingLevel: INFO}, RouteSettings: {echo: {ThrottlingRateLimit: 0.5,"
            + " ThrottlingBurstLimit: 1}}";
    Template.Throttles throttles =
        TemplateReader.read(
                "test.yaml", Templates.SMALL.replace("AutoDeploy: true", settings), Map.of())
            .webSocketApi()
            .throttles();
    assertEquals(new Template.Throttle(0.5, 1), throttles.of("echo"));
    assertEquals(new Template.Throttle(5, 2), throttles.of("$connect"));
  }

  @Test
  void aRouteWithAResponseAnswers() throws TemplateException {
    String text =
        Templates.SMALL.replace(
                "RouteKey: $default",
                "RouteKey: $default\n      RouteResponseSelectionExpression: $default")
            + """
              Response:
                Type: AWS::ApiGatewayV2::RouteResponse
                Properties: {ApiId: !Ref Api, RouteId: !Ref Route, RouteResponseKey: $default}
            """;
    assertTrue(Templates.read(text).webSocketApi().routes().get(0).routeResponse());
  }

  @Test
  void aTableHasItsIndexes() throws TemplateException {
    String text =
        Templates.SMALL
            + """
              Users:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: users
                  BillingMode: PAY_PER_REQUEST
                  TimeToLiveSpecification: {AttributeName: ttl, Enabled: true}
                  AttributeDefinitions:
                    - {AttributeName: room, AttributeType: S}
                    - {AttributeName: joined, AttributeType: N}
                  KeySchema: [{AttributeName: room, KeyType: HASH}]
                  GlobalSecondaryIndexes:
                    - IndexName: by-time
                      KeySchema:
                        - {AttributeName: room, KeyType: HASH}
                        - {AttributeName: joined, KeyType: RANGE}
                      Projection: {ProjectionType: INCLUDE, NonKeyAttributes: [name]}
            """;
    Template.Table table = Templates.read(text).tables().get(0);
    assertEquals("users", table.name());
    assertEquals(
        List.of(
            new Index("by-time", new Template.Key("room", "joined"), "INCLUDE", List.of("name"))),
        table.indexes());
  }

  @Test
  void jsonAsCdkWritesItIsATemplateToo() throws TemplateException, IOException {
    try (InputStream file =
        Objects.requireNonNull(getClass().getResourceAsStream("/template/cdk.json"))) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      Template template = TemplateReader.read("cdk.json", text, Map.of());
      assertEquals(
          List.of(new Template.Route("$connect", "ConnectF6DFB21A", false)),
          template.webSocketApi().routes());
      assertEquals(
          Map.of("WEBSOCKET_TABLE", "ConnectionsBE56F8A5", "GREETING", "a/\u00e9\ud83d\ude00"),
          template.functions().get(0).environment());
      Template tabs = TemplateReader.read("cdk.json", text.replace("  ", "\t"), Map.of());
      assertEquals(template, tabs);
    }
  }
}
