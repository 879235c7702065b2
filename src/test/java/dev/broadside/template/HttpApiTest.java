package dev.broadside.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An HTTP API beside the WebSocket API of the small template. */
final class HttpApiTest {
  private static final String WITH_HTTP =
      Templates.SMALL
          + """
          HttpApi:
            Type: AWS::ApiGatewayV2::Api
            Properties: {Name: rest, ProtocolType: HTTP}
          HttpStage:
            Type: AWS::ApiGatewayV2::Stage
            Properties: {ApiId: !Ref HttpApi, StageName: $default, AutoDeploy: true}
          HttpRoute:
            Type: AWS::ApiGatewayV2::Route
            Properties: {ApiId: !Ref HttpApi, RouteKey: 'GET /user/{userId}', Target: !Sub 'integrations/${HttpIntegration}'}
          HttpIntegration:
            Type: AWS::ApiGatewayV2::Integration
            Properties: {ApiId: !Ref HttpApi, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Echo.Arn, PayloadFormatVersion: '2.0'}
          """
              .indent(2);

  private static HttpApi http(String text) throws TemplateException {
    return Objects.requireNonNull(Templates.read(text).httpApi());
  }

  @Test
  void bothApisKeepWhatIsTheirs() throws TemplateException {
    Template template = Templates.read(WITH_HTTP);
    assertEquals(1, template.webSocketApi().routes().size());
    assertEquals("prod", template.webSocketApi().stageName());
    HttpApi http = http(WITH_HTTP);
    assertEquals(HttpApi.DEFAULT_STAGE, http.stageName());
    HttpApi.Route route = http.routes().getFirst();
    assertEquals("Echo", route.function());
    assertEquals(
        new HttpRouteKey(
            "GET /user/{userId}",
            "GET",
            List.of(new HttpRouteKey.Literal("user"), new HttpRouteKey.Variable("userId"))),
        route.key());
    assertNull(http.cors());
    assertNull(Templates.read(Templates.SMALL).httpApi());
  }

  @Test
  void theIdsAndEndpointsOfTheTwoDiffer() throws TemplateException {
    String ids = WITH_HTTP.replace("V: value", "V: !Sub '${Api} ${HttpApi} ${%s.ApiEndpoint}'");
    String[] webSocket = value(ids.formatted("Api")).split(" ");
    String[] http = value(ids.formatted("HttpApi")).split(" ");
    assertNotEquals(http[0], http[1]);
    assertEquals("wss://" + webSocket[0] + ".execute-api.us-east-1.amazonaws.com", webSocket[2]);
    assertEquals("https://" + http[1] + ".execute-api.us-east-1.amazonaws.com", http[2]);
    assertEquals(http[1], http(ids.formatted("Api")).id());
  }

  private static String value(String text) throws TemplateException {
    return String.valueOf(Templates.read(text).functions().getFirst().environment().get("V"));
  }

  @Test
  void anIntegrationMayNameTheInvocationToo() throws TemplateException {
    String text =
        WITH_HTTP.replace(
            "!GetAtt Echo.Arn",
            "!Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Echo.Arn}/invocations'");
    assertEquals("Echo", http(text).routes().getFirst().function());
  }

  @Test
  void stageVariablesAndCorsAreRead() throws TemplateException {
    String text =
        WITH_HTTP
            .replace("StageName: $default,", "StageName: v1, StageVariables: {A: b},")
            .replace(
                "ProtocolType: HTTP}",
                "ProtocolType: HTTP, CorsConfiguration: {AllowOrigins: ['https://*'], AllowMethods: [GET],"
                    + " AllowHeaders: [x-a], ExposeHeaders: [x-b], AllowCredentials: true, MaxAge: 5}}");
    HttpApi http = http(text);
    assertEquals("v1", http.stageName());
    assertEquals(Map.of("A", "b"), http.stageVariables());
    assertEquals(
        new HttpApi.Cors(
            List.of("https://*"), List.of("GET"), List.of("x-a"), List.of("x-b"), true, 5),
        http.cors());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'2.0' | '1.0' | PayloadFormatVersion of AWS::ApiGatewayV2::Integration HttpIntegration '1.0'"
            + " is not supported, did you mean 2.0? Supported: 2.0.",
        "PayloadFormatVersion: '2.0' | PassthroughBehavior: NEVER | PassthroughBehavior of"
            + " HttpIntegration is supported for WebSocket APIs only.",
        "GET /user/{userId} | /user/{userId} | RouteKey '/user/{userId}' is none of an HTTP API: write"
            + " GET /user/{userId}, ANY /x/{rest+} or $default.",
        "!GetAtt Echo.Arn | echo | IntegrationUri 'echo' names no function of this template: write"
            + " !GetAtt Function.Arn.",
        "StageName: $default, AutoDeploy: true | StageName: $default | Nothing would be deployed to"
            + " HttpStage: write AutoDeploy: true, or a DeploymentId.",
        "StageName: $default | StageName: a/b | StageName 'a/b' must be $default, or letters, digits, -"
            + " and _.",
        "ProtocolType: HTTP | ProtocolType: HTTP, CorsConfiguration: {AllowOrigins: ['*'],"
            + " AllowCredentials: true} | AWS refuses AllowCredentials: true beside AllowOrigins of *:"
            + " name the origins.",
        "ProtocolType: HTTP | ProtocolType: HTTP, CorsConfiguration: {AllowOrigin: ['*']} | The key of"
            + " CorsConfiguration of AWS::ApiGatewayV2::Api HttpApi 'AllowOrigin' is not supported, did"
            + " you mean AllowOrigins? Supported: AllowCredentials, AllowHeaders, AllowMethods,"
            + " AllowOrigins, ExposeHeaders, MaxAge.",
        "RouteKey: 'GET | AuthorizationType: JWT, RouteKey: 'GET | AuthorizationType of"
            + " AWS::ApiGatewayV2::Route HttpRoute 'JWT' is not supported. Supported: NONE.",
        "{ApiId: !Ref HttpApi, RouteKey | {ApiId: other, RouteKey | ApiId of HttpRoute is 'other': write"
            + " !Ref Api.",
      })
  void whatIsNotUnderstoodIsRefusedByName(String before, String after, String sentence) {
    String text = WITH_HTTP.replace(before, after);
    String message =
        String.valueOf(
            assertThrows(TemplateException.class, () -> Templates.read(text)).getMessage());
    assertEquals(sentence, message.replaceFirst("^test.yaml:\\d+: ", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET user",
        "FETCH /user",
        "GET /a//b",
        "GET /a/",
        "GET /{a+}/b",
        "GET /{a}/{a}",
        "GET /{}",
        "GET /a{b}",
        "GET /a?b",
        "$other",
        "get /a",
        ""
      })
  void whatIsNoRouteKeyIsNone(String text) {
    assertTrue(HttpRouteKey.parse(text).isEmpty());
  }
}
