package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@code $connect} of scan-chat: puts the connection's id into the table.
 *
 * <p>The id is in the table before API Gateway accepts posts to it. A broadcast in those
 * milliseconds gets 410, and leaves the id there: {@link ConnectionTable} removes no young one.
 */
public final class ScanChatConnect
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private final DynamoDbClient dynamo;
  private final ConnectionTable table;

  /** Reads the environment of the function. */
  public ScanChatConnect() {
    this(System.getenv());
  }

  ScanChatConnect(Map<String, String> environment) {
    Settings settings = Settings.read(environment);
    this.dynamo = Clients.dynamoDb(settings);
    this.table = new ConnectionTable(dynamo, settings.tables());
    Rehearsal.tables(environment, dynamo, settings.tables());
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    table.put(WebSocketEvent.of(event).connectionId(), Group.everyone());
    return Answer.ok();
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
