package dev.broadside.template;

import java.util.Map;

/** Small templates for the tests. */
final class Templates {
  /** A template that is complete: one function, one route. */
  static final String SMALL =
      """
      Resources:
        Api:
          Type: AWS::ApiGatewayV2::Api
          Properties:
            Name: chat
            ProtocolType: WEBSOCKET
            RouteSelectionExpression: $request.body.action
        Stage:
          Type: AWS::ApiGatewayV2::Stage
          Properties: {ApiId: !Ref Api, StageName: prod, AutoDeploy: true}
        Route:
          Type: AWS::ApiGatewayV2::Route
          Properties:
            ApiId: !Ref Api
            RouteKey: $default
            Target: !Sub integrations/${Integration}
        Integration:
          Type: AWS::ApiGatewayV2::Integration
          Properties:
            ApiId: !Ref Api
            IntegrationType: AWS_PROXY
            IntegrationUri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Echo.Arn}/invocations
        Echo:
          Type: AWS::Lambda::Function
          Properties:
            Handler: example.Echo
            Runtime: java21
            Environment:
              Variables:
                V: value
      """;

  private Templates() {}

  static Template read(String text) throws TemplateException {
    return read(text, Map.of());
  }

  static Template read(String text, Map<String, String> parameters) throws TemplateException {
    return TemplateReader.read("test.yaml", text, parameters);
  }

  /** What an expression comes to, read from the environment of a function, with these sections. */
  static String value(String expression, String sections, Map<String, String> parameters)
      throws TemplateException {
    String text = SMALL.replace("V: value", "V: " + expression) + sections;
    return String.valueOf(read(text, parameters).functions().get(0).environment().get("V"));
  }
}
