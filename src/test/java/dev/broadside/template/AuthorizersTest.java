package dev.broadside.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may connect, as the reader understands it. */
final class AuthorizersTest {
  private static final String AUTHORIZED =
      Templates.SMALL.replace(
              "RouteKey: $default",
              "RouteKey: $connect\n      AuthorizationType: CUSTOM\n      AuthorizerId: !Ref Auth")
          + """
            Auth:
              Type: AWS::ApiGatewayV2::Authorizer
              Properties:
                ApiId: !Ref Api
                Name: token
                AuthorizerType: REQUEST
                AuthorizerUri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Echo.Arn}/invocations
                IdentitySource: [route.request.querystring.token, route.request.header.X-Token]
          """;

  private static Authorization authorization(String text) throws TemplateException {
    return Templates.read(text).webSocketApi().routes().get(0).authorization();
  }

  @Test
  void aRouteHasTheAuthorizerThatItNames() throws TemplateException {
    assertEquals(
        new Authorization.Custom(
            "Auth",
            "Echo",
            List.of("route.request.querystring.token", "route.request.header.X-Token")),
        authorization(AUTHORIZED));
  }

  @Test
  void signaturesNeedNoAuthorizerAndNothingIsTheDefault() throws TemplateException {
    String iam = "RouteKey: $connect\n      AuthorizationType: AWS_IAM";
    assertEquals(
        new Authorization.Iam(), authorization(Templates.SMALL.replace("RouteKey: $default", iam)));
    assertEquals(new Authorization.None(), authorization(Templates.SMALL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RouteKey: $connect | RouteKey: chat | test.yaml:16: AuthorizationType CUSTOM is for the route"
            + " $connect only: API Gateway authorizes a connection once, at the handshake.",
        "AuthorizationType: CUSTOM | AuthorizationType: AWS_IAM | test.yaml:17: AuthorizerId means"
            + " nothing to AuthorizationType AWS_IAM: write CUSTOM.",
        "AuthorizationType: CUSTOM | AuthorizationType: JWT | test.yaml:16: AuthorizationType of"
            + " AWS::ApiGatewayV2::Route Route 'JWT' is not supported. Supported: AWS_IAM, CUSTOM,"
            + " NONE.",
        "!Ref Auth | Other | test.yaml:17: AuthorizerId 'Other' is no authorizer of this template:"
            + " write !Ref Authorizer.",
        "REQUEST | JWT | test.yaml:38: AuthorizerType of AWS::ApiGatewayV2::Authorizer Auth 'JWT' is"
            + " not supported. Supported: REQUEST.",
        "route.request.querystring.token | stageVariables.x | test.yaml:40: The IdentitySource"
            + " 'stageVariables.x' is not supported: write route.request.header.NAME,"
            + " route.request.querystring.NAME or context.NAME.",
        "Name: token | Naam: token | test.yaml:37: The property of AWS::ApiGatewayV2::Authorizer"
            + " 'Naam' is not supported. Supported: ApiId,"
            + " AuthorizerCredentialsArn, AuthorizerType, AuthorizerUri, IdentitySource, Name.",
      })
  void aMistakeIsRefusedWithItsLine(String right, String wrong, String sentence) {
    TemplateException refusal =
        assertThrows(
            TemplateException.class, () -> authorization(AUTHORIZED.replace(right, wrong)));
    assertEquals(sentence, refusal.getMessage());
  }

  @Test
  void anAuthorizerAsksAFunctionOfTheTemplate() {
    int uri = AUTHORIZED.lastIndexOf("${Echo.Arn}");
    String text = AUTHORIZED.substring(0, uri) + "x" + AUTHORIZED.substring(uri + 11);
    assertEquals(
        "test.yaml:39: AuthorizerUri 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/x"
            + "/invocations' names no function of this template: write !Sub"
            + " arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}"
            + "/invocations.",
        assertThrows(TemplateException.class, () -> authorization(text)).getMessage());
  }
}
