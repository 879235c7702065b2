package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.broadside.template.Template;
import dev.broadside.template.TemplateReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stage with TLS and a function host: from a template's HTTP API to a call back home. */
@Timeout(300)
@Tag("proof") // TlsTest shows all but the function host's part.
class EntranceIT {
  private static final String TEMPLATE =
      """
      Resources:
        Chat: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: w, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action}}
        ChatStage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Chat, StageName: prod, AutoDeploy: true}}
        Rest: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: h, ProtocolType: HTTP}}
        RestStage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Rest, StageName: $default, AutoDeploy: true}}
        Home: {Type: AWS::Lambda::Function, Properties: {Handler: dev.broadside.stage.HomeCaller, Runtime: java21, Timeout: 20}}
        ToHome: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Rest, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Home.Arn, PayloadFormatVersion: '2.0'}}
        HomeRoute: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Rest, RouteKey: GET /home, Target: !Sub 'integrations/${ToHome}'}}
      """;

  @Test
  void aFunctionThatHardCodesHttpsReachesItsStage(@TempDir Path folder) throws Exception {
    Template template = TemplateReader.read("home.yaml", TEMPLATE, Map.of());
    Listening listening = new Listening(Listening.USUAL.address(), folder.resolve("tls"));
    LocalStage.Settings settings =
        new LocalStage.Settings(
            0,
            folder,
            new Stores.Elsewhere(URI.create("http://127.0.0.1:1"), null),
            1,
            Rules.USUAL,
            listening,
            FunctionOptions.NONE);
    try (LocalStage stage = LocalStage.start(template, settings, death -> {});
        HttpClient client = HttpClient.newHttpClient()) {
      Certificate certificate = stage.certificate();
      assertNotNull(certificate);
      assertEquals(folder.resolve("tls").resolve("certificate.pem"), certificate.pem());
      URI home = URI.create("http://" + stage.authority() + "/home");
      assertEquals(
          "home says 410",
          client.send(HttpRequest.newBuilder(home).build(), BodyHandlers.ofString()).body());
    }
  }
}
