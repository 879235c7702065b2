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
    this(System.getenv());
  }

  NotifyConnect(Map<String, String> environment) {
    this(environment, Clock.systemUTC());
  }

  NotifyConnect(Map<String, String> environment, Clock clock) {
    Settings settings = Settings.read(environment).forUsers();
    this.authentication = Authentication.read(environment);
    this.tokens = Tokens.read(environment, clock);
    this.dynamo = Clients.dynamoDb(settings);
    this.table = new ConnectionTable(dynamo, settings.tables());
    Rehearsal.tables(environment, dynamo, settings.tables().connections());
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
        String token = HttpEvent.parameter(event, "queryStringParameters", "token");
        Optional<String> user = tokens.user(token == null ? "" : token);
        user.ifPresent(known -> table.put(connection, Group.of(known)));
        yield user.isPresent() ? Answer.ok() : Answer.unauthorized();
      }
    };
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
