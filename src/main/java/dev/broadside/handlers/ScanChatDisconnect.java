package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@code $disconnect} of scan-chat: deletes the connection's id from the table. API Gateway calls
 * it at best once; ids that stay behind are removed by the first broadcast that meets them.
 */
public final class ScanChatDisconnect
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private final DynamoDbClient dynamo;
  private final ConnectionTable table;

  /** Reads the environment of the function. */
  public ScanChatDisconnect() {
    this(System.getenv());
  }

  ScanChatDisconnect(Map<String, String> environment) {
    Settings settings = Settings.read(environment);
    this.dynamo = Clients.dynamoDb(settings);
    this.table = new ConnectionTable(dynamo, settings.tables());
    Rehearsal.tables(environment, dynamo, settings.tables());
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    table.delete(WebSocketEvent.of(event).connectionId());
    return Answer.ok();
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
