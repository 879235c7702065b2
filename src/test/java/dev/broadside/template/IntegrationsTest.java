package dev.broadside.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.broadside.template.Integration.Mapped;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Integrations with mapping templates, as the reader understands them. */
final class IntegrationsTest {
  private static final String MAPPING =
      """
            RequestTemplates:
              chat: |
                {"id": "$context.connectionId"}
            TemplateSelectionExpression: $request.body.kind
            PassthroughBehavior: NEVER
            ContentHandlingStrategy: CONVERT_TO_TEXT
      """;
  private static final String RESPONSE =
      """
        Answer:
          Type: AWS::ApiGatewayV2::IntegrationResponse
          Properties:
            ApiId: !Ref Api
            IntegrationId: !Ref Integration
            IntegrationResponseKey: /5\\d\\d/
            ResponseTemplates: {$default: '{}'}
            TemplateSelectionExpression: \\$default
      """;

  /** The small template with another type of integration, and these lines for its URI. */
  private static String small(String type, String lines) {
    return Templates.SMALL
        .replace("AWS_PROXY", type)
        .replaceFirst(" +IntegrationUri: .*\n", Matcher.quoteReplacement(lines));
  }

  private static Mapped mapped(String text) throws TemplateException {
    return assertInstanceOf(
        Mapped.class, Templates.read(text).webSocketApi().routes().get(0).integration());
  }

  private static String refusal(String text) {
    return String.valueOf(
        assertThrows(TemplateException.class, () -> Templates.read(text)).getMessage());
  }

  @Test
  void anIntegrationHasItsTemplatesAndResponses() throws TemplateException {
    assertEquals(
        new Mapped(
            "Integration",
            new Integration.Mock(),
            new Integration.Templates(
                Map.of(
                    "chat",
                    new Integration.MappingText(
                        "test.yaml:23: RequestTemplates chat of Integration",
                        "{\"id\": \"$context.connectionId\"}\n")),
                "$request.body.kind"),
            Integration.PassthroughBehavior.NEVER,
            Integration.ContentHandling.CONVERT_TO_TEXT,
            List.of(
                new Integration.Response(
                    "/5\\d\\d/",
                    new Integration.Templates(
                        Map.of(
                            "$default",
                            new Integration.MappingText(
                                "test.yaml:42: ResponseTemplates $default of Answer", "{}")),
                        "\\$default"),
                    null))),
        mapped(small("MOCK", MAPPING) + RESPONSE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS | arn:aws:apigateway:us-east-1:dynamodb:action/PutItem |"
            + " AwsAction[service=dynamodb, action=PutItem]",
        "AWS | !Sub 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${Echo.Arn}/invocations' |"
            + " LambdaFunction[function=Echo]",
      })
  void anAwsIntegrationGoesToAnActionOrAFunction(String type, String uri, String target)
      throws TemplateException {
    assertEquals(
        target, mapped(small(type, "      IntegrationUri: " + uri + "\n")).target().toString());
  }

  @Test
  void anHttpIntegrationGoesToItsEndpoint() throws TemplateException {
    Mapped mapped =
        mapped(
            small(
                "HTTP",
                "      IntegrationUri: http://127.0.0.1:9/x\n      IntegrationMethod: PUT\n"));
    assertEquals(new Integration.HttpEndpoint("PUT", "http://127.0.0.1:9/x"), mapped.target());
    assertEquals(new Integration.Templates(Map.of(), null), mapped.requests());
    assertEquals(Integration.PassthroughBehavior.WHEN_NO_MATCH, mapped.passthrough());
  }

  @Test
  void aMistakeIsRefusedWithItsLine() {
    assertEquals(
        "test.yaml:23: RequestTemplates means nothing to IntegrationType AWS_PROXY: leave it out, or"
            + " write IntegrationType: AWS.",
        refusal(
            Templates.SMALL.replace(
                "  Echo:\n    Type", "      RequestTemplates: {a: b}\n  Echo:\n    Type")));
    assertEquals(
        "test.yaml:36: IntegrationId 'Integration' is no integration of IntegrationType AWS, HTTP or"
            + " MOCK: only these have responses of their own.",
        refusal(Templates.SMALL + RESPONSE).replaceFirst("yaml:\\d+", "yaml:36"));
    assertEquals(
        "IntegrationResponseKey '200' must be $default or a pattern such as /5\\d\\d/.",
        refusal(small("MOCK", "") + RESPONSE.replace("/5\\d\\d/", "200"))
            .replaceFirst(".*?: ", ""));
    assertEquals(
        "Two responses of one integration have the key /5\\d\\d/.",
        refusal(small("MOCK", "") + RESPONSE + RESPONSE.replace("Answer", "Other"))
            .replaceFirst(".*?: ", ""));
  }
}
