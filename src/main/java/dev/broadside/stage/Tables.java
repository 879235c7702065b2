package dev.broadside.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.broadside.stage.sources.JsonService;
import dev.broadside.template.Template;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates a template's tables, by plain DynamoDB JSON, and waits until they are active. */
final class Tables {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI endpoint;

  Tables(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** Creates all of {@code tables}; one that is already there, on somebody's endpoint, stays. */
  void create(List<Template.Table> tables) throws StageException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      JsonService dynamoDb = JsonService.dynamoDb(client, endpoint);
      for (Template.Table table : tables) {
        create(dynamoDb, table);
      }
      for (Template.Table table : tables) {
        awaitActive(dynamoDb, table.name());
      }
    } catch (IOException e) {
      throw new StageException(
          "DynamoDB does not answer at %s (%s): is it running there?".formatted(endpoint, e), e);
    }
  }

  private static void create(JsonService dynamoDb, Template.Table table)
      throws StageException, IOException, InterruptedException {
    try {
      dynamoDb.call("CreateTable", createTable(table), PATIENCE);
    } catch (JsonService.Refusal e) {
      if (!String.valueOf(e.getMessage()).contains("ResourceInUseException")) {
        throw new StageException(
            "table %s cannot be created: %s".formatted(table.name(), e.getMessage()), e);
      }
    }
  }

  static ObjectNode createTable(Template.Table table) {
    ObjectNode request = JSON.createObjectNode();
    request.put("TableName", table.name());
    request.put("BillingMode", "PAY_PER_REQUEST");
    ArrayNode attributes = request.putArray("AttributeDefinitions");
    for (Template.Attribute attribute : table.attributes()) {
      attributes
          .addObject()
          .put("AttributeName", attribute.name())
          .put("AttributeType", attribute.type());
    }
    putKey(request, table.key());
    if (!table.indexes().isEmpty()) {
      ArrayNode indexes = request.putArray("GlobalSecondaryIndexes");
      table.indexes().forEach(index -> putIndex(indexes.addObject(), index));
    }
    if (table.streamView() != null) {
      ObjectNode stream = request.putObject("StreamSpecification");
      stream.put("StreamEnabled", true).put("StreamViewType", table.streamView());
    }
    return request;
  }

  private static void putIndex(ObjectNode node, Template.Index index) {
    node.put("IndexName", index.name());
    putKey(node, index.key());
    ObjectNode projection = node.putObject("Projection").put("ProjectionType", index.projection());
    if (!index.nonKeyAttributes().isEmpty()) {
      ArrayNode names = projection.putArray("NonKeyAttributes");
      index.nonKeyAttributes().forEach(names::add);
    }
  }

  private static void putKey(ObjectNode node, Template.Key key) {
    ArrayNode schema = node.putArray("KeySchema");
    schema.addObject().put("AttributeName", key.hash()).put("KeyType", "HASH");
    @Nullable String range = key.range();
    if (range != null) {
      schema.addObject().put("AttributeName", range).put("KeyType", "RANGE");
    }
  }

  private static void awaitActive(JsonService dynamoDb, String table)
      throws IOException, InterruptedException, StageException {
    ObjectNode request = JSON.createObjectNode().put("TableName", table);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      JsonNode answer = dynamoDb.call("DescribeTable", request, PATIENCE).path("Table");
      boolean indexesActive = true;
      for (JsonNode index : answer.path("GlobalSecondaryIndexes")) {
        indexesActive &= index.path("IndexStatus").asText().equals("ACTIVE");
      }
      if (indexesActive && answer.path("TableStatus").asText().equals("ACTIVE")) {
        return;
      }
      Thread.sleep(50);
    }
    throw new StageException(
        "table %s is not active after %d s".formatted(table, PATIENCE.toSeconds()));
  }
}
