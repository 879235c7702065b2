package dev.broadside.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.broadside.stage.Policy.MalformedException;
import dev.broadside.template.Authorization;
import io.netty.handler.codec.http.FullHttpRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Asks a function of type REQUEST. A handshake without an identity source is 401 and asks nobody; a
 * function that throws exactly {@code Unauthorized} says 401, and any other failure of its own is
 * 500.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">Lambda
 *     REQUEST authorizers</a>
 */
final class LambdaAuthorizer implements Authorizer {
  private static final String ACTION = "execute-api:Invoke";
  private static final String HEADER = "route.request.header.";
  private static final String QUERY = "route.request.querystring.";
  private static final String CONTEXT = "context.";
  private static final ObjectReader JSON = new ObjectMapper().reader();

  private static final Decision UNAUTHORIZED = new Refused(401, "Unauthorized");

  /** The words of REST APIs; those of WebSocket APIs are not known. */
  private static final Decision DENIED =
      new Refused(403, "User is not authorized to access this resource");

  private static final Decision BROKEN = new Refused(500, "Internal server error");

  private final Authorization.Custom custom;
  private final String resource;
  private final Events events;
  private final Invoker invoker;
  private final FailureLog log = new FailureLog(LambdaAuthorizer.class);

  LambdaAuthorizer(Authorization.Custom custom, String resource, Events events, Invoker invoker) {
    this.custom = custom;
    this.resource = resource;
    this.events = events;
    this.invoker = invoker;
  }

  @Override
  public void authorize(
      Connection connection, FullHttpRequest request, String requestId, Consumer<Decision> done) {
    byte[] event = events.authorizer(connection, requestId, request);
    if (!hasIdentity(event)) {
      done.accept(UNAUTHORIZED);
      return;
    }
    // How long AWS waits for an authorizer of a WebSocket API is not known.
    invoker.invoke(
        connection.channel().eventLoop(),
        new Invoker.Call(custom.function(), event, ProxyIntegration.LIMIT),
        end -> done.accept(decision(end)));
  }

  private boolean hasIdentity(byte[] event) {
    if (custom.identitySources().isEmpty()) {
      return true;
    }
    JsonNode handshake;
    try {
      handshake = JSON.readTree(event);
    } catch (IOException e) {
      throw new UncheckedIOException("an event of ours is no JSON", e);
    }
    return custom.identitySources().stream()
        .noneMatch(source -> identity(handshake, source).isEmpty());
  }

  /** The value of an identity source, empty where it is missing. */
  private static String identity(JsonNode handshake, String source) {
    if (source.startsWith(QUERY)) {
      String name = source.substring(QUERY.length());
      return handshake.path("queryStringParameters").path(name).asText("");
    }
    if (source.startsWith(HEADER)) {
      String name = source.substring(HEADER.length());
      return handshake.path("headers").properties().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .findFirst()
          .map(JsonNode::asText)
          .orElse("");
    }
    JsonNode node = handshake.path("requestContext");
    for (String name : List.of(source.substring(CONTEXT.length()).split("\\.", -1))) {
      node = node.path(name);
    }
    return node.asText("");
  }

  private Decision decision(Invocation end) {
    return switch (end) {
      case Invocation.Returned(byte[] payload) -> decision(payload);
      case Invocation.Threw(String reason, String message) ->
          message.equals("Unauthorized") ? UNAUTHORIZED : BROKEN;
      case Invocation.Failed failed -> BROKEN;
      case Invocation.TimedOut timedOut -> broken("was late");
    };
  }

  private Decision decision(byte[] payload) {
    try {
      AuthorizerAnswer answer = AuthorizerAnswer.read(payload);
      return answer.policy().allows(ACTION, resource)
          ? new Admitted(new Admission(answer.authorizer(), null))
          : DENIED;
    } catch (MalformedException malformed) {
      return broken("answered what cannot be used: " + malformed.getMessage());
    }
  }

  private Decision broken(String what) {
    log.warn("the authorizer " + custom.authorizer() + " (" + custom.function() + ") " + what);
    return BROKEN;
  }
}
