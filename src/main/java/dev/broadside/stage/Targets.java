package dev.broadside.stage;

import dev.broadside.template.Integration;
import java.net.URI;
import java.net.URISyntaxException;

/** The targets of mapped integrations, by what the template names. */
final class Targets {
  private static final String DYNAMODB = "dynamodb";

  private Targets() {}

  /** Refuses a target that would be found missing only when the first message comes. */
  static void refuseWhatIsNotCalled(String who, Integration.Target target) throws StageException {
    switch (target) {
      case Integration.AwsAction(String service, String action) -> {
        if (!service.equals(DYNAMODB)) {
          throw new StageException(
              who
                  + "the service "
                  + service
                  + " is not called by this stage: use an action of dynamodb, or a function");
        }
      }
      case Integration.HttpEndpoint(String method, String uri) -> {
        if (!isPlainHttp(uri)) {
          throw new StageException(
              who + "'" + uri + "' is no URL that this stage calls: write http://HOST:PORT/PATH");
        }
        if (!method.matches("GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS")) {
          throw new StageException(
              who + "the IntegrationMethod '" + method + "' is not supported: write POST, or GET");
        }
      }
      case Integration.LambdaFunction function -> {}
      case Integration.Mock mock -> {}
    }
  }

  private static boolean isPlainHttp(String text) {
    try {
      URI uri = new URI(text);
      return "http".equalsIgnoreCase(uri.getScheme())
          && uri.getHost() != null
          && uri.getPort() <= 65_535;
    } catch (URISyntaxException none) {
      return false;
    }
  }

  static Target of(Integration.Target target, Api api, Invoker functions, OutboundHttp http) {
    return switch (target) {
      case Integration.LambdaFunction(String function) -> new FunctionTarget(functions, function);
      case Integration.AwsAction(String service, String action) ->
          new DynamoDbTarget(http, api.domainName(), action);
      case Integration.HttpEndpoint(String method, String uri) ->
          new HttpTarget(http, method, URI.create(uri));
      case Integration.Mock mock -> new MockTarget();
    };
  }
}
