package dev.broadside.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.broadside.aws.Latency;
import dev.broadside.aws.Profile;
import dev.broadside.aws.Quota;
import dev.broadside.template.Template;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a profile makes of DynamoDB calls, without any wire. */
class TableModelTest {
  static final Template.Table ROOMS =
      new Template.Table(
          "Rooms",
          "rooms",
          List.of(),
          new Template.Key("id", null),
          List.of(new Template.Index("by-room", new Template.Key("room", null), "ALL", List.of())));

  private static final long LAG = 1_000;

  private final AtomicLong clock = new AtomicLong();
  private final IndexLag lag = new IndexLag(Map.of("rooms", ROOMS), () -> LAG, clock::get, 100);

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) TableCall.JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static TableCall call(String operation, String body) {
    ByteBuf bytes = Unpooled.copiedBuffer(body.replace('\'', '"'), UTF_8);
    return Objects.requireNonNull(TableCall.of(operation, bytes));
  }

  private static final TableCall QUERY =
      call(
          "Query",
          "{'TableName':'rooms','IndexName':'by-room','KeyConditionExpression':'#r = :r',"
              + "'ExpressionAttributeNames':{'#r':'room'},"
              + "'ExpressionAttributeValues':{':r':{'S':'one'}}}");

  private int shown(String... ids) {
    ObjectNode answer = json("{'Items':[],'Count':" + ids.length + ",'ScannedCount':9}");
    for (String id : ids) {
      answer.withArray("Items").add(json("{'id':{'S':'" + id + "'},'room':{'S':'one'}}"));
    }
    int hidden = lag.hideIn(QUERY, answer);
    assertEquals(answer.get("Items").size(), answer.get("Count").asInt());
    assertEquals(9 - hidden, answer.get("ScannedCount").asInt());
    return answer.get("Items").size();
  }

  private void put(String id, String old) {
    TableCall put =
        call(
            "PutItem", "{'TableName':'rooms','Item':{'id':{'S':'" + id + "'},'room':{'S':'one'}}}");
    lag.wrote(put, json(old).path("Attributes"));
  }

  @Test
  void aNewItemIsHiddenFromTheIndexUntilItsLagIsOver() {
    put("a", "{}");
    assertEquals(1, shown("a", "b"));
    clock.set(LAG - 1);
    assertEquals(1, shown("a", "b"));
    clock.set(LAG);
    assertEquals(2, shown("a", "b"));
  }

  @Test
  void anItemThatStoodThereAlreadyIsNotHidden() {
    put("a", "{'Attributes':{'id':{'S':'a'},'room':{'S':'one'}}}");
    assertEquals(1, shown("a"));
    put("a", "{'Attributes':{'id':{'S':'a'},'room':{'S':'two'}}}");
    assertEquals(0, shown("a"), "it moved here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SET room = :r | {'id':{'S':'a'}} | 0",
        "SET #x = :r | {'id':{'S':'a'}} | 0",
        "SET seen = :t, roommate = :m | {'id':{'S':'a'}} | 1",
        "SET seen = :room | {'id':{'S':'a'}} | 1",
        "SET seen = :t, #x = :one REMOVE b | {'id':{'S':'a'},'room':{'S':'one'}} | 1",
        "SET room = :one | {'id':{'S':'a'},'room':{'S':'two'}} | 0",
        "SET room = :one + :t | {'id':{'S':'a'},'room':{'S':'one'}} | 0",
        "SET room = if_not_exists(room, :one) | {'id':{'S':'a'}} | 0",
      })
  void anUpdateHidesWhatItMovesWithinTheIndex(String expression, String old, int shown) {
    TableCall update =
        call(
            "UpdateItem",
            "{'TableName':'rooms','Key':{'id':{'S':'a'}},'UpdateExpression':'"
                + expression
                + "','ExpressionAttributeNames':{'#x':'room'},"
                + "'ExpressionAttributeValues':{':one':{'S':'one'}}}");
    lag.wrote(update, json(old));
    assertEquals(shown, shown("a"));
  }

  @Test
  void batchesAndTransactionsCountToo() {
    lag.wrote(
        call(
            "BatchWriteItem",
            "{'RequestItems':{'rooms':[{'PutRequest':{'Item':{'id':{'S':'a'},'room':{'S':'r'}}}},"
                + "{'DeleteRequest':{'Key':{'id':{'S':'b'}}}}]}}"),
        null);
    lag.wrote(
        call(
            "TransactWriteItems",
            "{'TransactItems':[{'Put':{'TableName':'rooms','Item':{'id':{'S':'c'},"
                + "'room':{'S':'r'}}}},{'Update':{'TableName':'rooms','Key':{'id':{'S':'d'}},"
                + "'UpdateExpression':'SET room=:r'}}]}"),
        null);
    assertEquals(1, shown("a", "b", "c", "d"));
  }

  @Test
  void onlySoManyWritesAreRemembered() {
    for (int i = 0; i < 150; i++) {
      put("item-" + i, "{}");
    }
    assertEquals(1, shown("item-0", "item-149"), "the oldest is shown early");
  }

  private TableCeilings ceilings(double partition, double table) {
    Profile.Tables limits =
        new Profile.Tables(
            Latency.NONE,
            new Quota(partition, partition),
            new Quota(partition, partition),
            new Quota(table, table),
            new Quota(table, table));
    return new TableCeilings(limits, Map.of("rooms", ROOMS), clock::get);
  }

  @Test
  void onePartitionKeyIsRefusedAfterItsUnitsAndTheNextOneIsNot() {
    TableCeilings ceilings = ceilings(100, 1_000);
    assertNull(ceilings.refuses(QUERY));
    ceilings.charge(QUERY, 150);
    assertEquals(TableCeilings.Met.PARTITION, ceilings.refuses(QUERY));
    ObjectNode other = QUERY.body().deepCopy();
    other.withObject("/ExpressionAttributeValues/:r").put("S", "two");
    assertNull(ceilings.refuses(new TableCall("Query", other)));
    clock.addAndGet(600_000_000);
    assertNull(ceilings.refuses(QUERY), "half a second later what was owed is paid");
  }

  @Test
  void aScanMeetsTheTablesCeilingAndWritesHaveTheirOwn() {
    TableCeilings ceilings = ceilings(100, 300);
    TableCall scan = call("Scan", "{'TableName':'rooms'}");
    ceilings.charge(scan, 300);
    assertEquals(TableCeilings.Met.TABLE, ceilings.refuses(scan));
    assertNull(ceilings.refuses(call("PutItem", "{'TableName':'rooms','Item':{'id':{'S':'a'}}}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "GetItem | {'Key':{'id':{'S':'a'}}} | {\"S\":\"a\"}",
        "PutItem | {'Item':{'id':{'N':'1'}}} | {\"N\":\"1\"}",
        "Query | {'KeyConditionExpression':'other = :o AND id=:i','ExpressionAttributeValues':{':o':{'S':'x'},':i':{'S':'y'}}} | {\"S\":\"y\"}",
        "Query | {'KeyConditions':{'id':{'AttributeValueList':[{'S':'z'}]}}} | {\"S\":\"z\"}",
        "Scan | {} | -",
      })
  void thePartitionKeysValueIsFoundWhereItIs(
      String operation, String body, @Nullable String value) {
    assertEquals(value, call(operation, body).hashValue("id"));
  }
}
