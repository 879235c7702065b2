package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What clients of notify can ask for: {@code ping}, {@code authorize}, and by {@code $default} what
 * is not there.
 */
public final class NotifyActions
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private static final String EXAMPLE = "{\"action\":\"authorize\",\"token\":\"...\"}";
  private static final String NOT_IMPLEMENTED =
      error("Not implemented: the actions are ping and authorize.");
  private static final String UNAUTHORIZED =
      error("Unauthorized: send " + EXAMPLE + " with a good token.");

  private final Authentication authentication;
  private final Tokens tokens;
  private final DynamoDbClient dynamo;
  private final ConnectionTable table;
  private final String user;

  /** Reads the environment of the function. */
  public NotifyActions() {
    this(System.getenv());
  }

  NotifyActions(Map<String, String> environment) {
    this(environment, Clock.systemUTC());
  }

  NotifyActions(Map<String, String> environment, Clock clock) {
    Settings settings = Settings.read(environment).forUsers();
    this.authentication = Authentication.read(environment);
    this.tokens = Tokens.read(environment, clock);
    this.dynamo = Clients.dynamoDb(settings);
    this.table = new ConnectionTable(dynamo, settings.tables());
    this.user = settings.tables().groupAttribute();
    Rehearsal.tables(environment, dynamo, settings.tables().connections());
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
    WebSocketEvent event = WebSocketEvent.of(input);
    return switch (WebSocketEvent.routeKey(input)) {
      case "authorize" -> Answer.text(authorize(event));
      case "ping" -> Answer.text(isServed(event) ? "pong" : UNAUTHORIZED);
      default -> Answer.text(isServed(event) ? NOT_IMPLEMENTED : UNAUTHORIZED);
    };
  }

  private String authorize(WebSocketEvent event) {
    Optional<String> user = tokens.user(token(event.body()));
    user.ifPresent(known -> table.put(event.connectionId(), Group.of(known)));
    return user.isPresent() ? "{\"authorized\":true}" : UNAUTHORIZED;
  }

  private static String token(@Nullable String body) {
    try {
      String token = RequestBody.of(body, EXAMPLE).text("token");
      return token == null ? "" : token;
    } catch (BadRequestException noObject) {
      return "";
    }
  }

  /** With {@code query}, whoever is connected showed a token. */
  private boolean isServed(WebSocketEvent event) {
    return switch (authentication) {
      case QUERY -> true;
      case AUTHORIZE -> table.item(event.connectionId()).containsKey(user);
    };
  }

  private static String error(String sentence) {
    return JsonNodeFactory.instance.objectNode().put("error", sentence).toString();
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
