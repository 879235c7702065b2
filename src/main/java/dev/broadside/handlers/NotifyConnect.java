package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@code $connect} of notify: writes down who has which connection, or ends the handshake. */
public final class NotifyConnect
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private final Authentication authentication;
  private final Tokens tokens;
  private final DynamoDbClient dynamo;
  private final ConnectionTable table;

  /** Reads the environment of the function. */
  public NotifyConnect() {
    this(System.getenv(), Clock.systemUTC());
  }

  NotifyConnect(Map<String, String> environment, Clock clock) {
    Settings settings = Settings.read(environment).forUsers();
    this.authentication = Authentication.read(environment);
    this.tokens = Tokens.read(environment, clock);
    this.dynamo = Clients.dynamoDb(settings);
    this.table = new ConnectionTable(dynamo, settings.tables());
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    String connection = WebSocketEvent.of(event).connectionId();
    return switch (authentication) {
      case AUTHORIZE -> {
        table.put(connection, Group.everyone());
        yield Answer.ok();
      }
      case QUERY -> {
        Optional<String> user = tokens.user(token(event));
        user.ifPresent(known -> table.put(connection, Group.of(known)));
        yield user.isPresent() ? Answer.ok() : Answer.unauthorized();
      }
    };
  }

  private static String token(Map<String, Object> event) {
    return event.get("queryStringParameters") instanceof Map<?, ?> query
            && query.get("token") instanceof String token
        ? token
        : "";
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
