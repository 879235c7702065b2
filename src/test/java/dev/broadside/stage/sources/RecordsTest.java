package dev.broadside.stage.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events as Lambda's documentation shows them, made of what the services answer. */
final class RecordsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:jobs";
  private static final String STREAM =
      "arn:aws:dynamodb:us-east-1:123456789012:table/rooms/stream/2026-01-01T00:00:00.000";

  private static void assertFixture(String name, byte[] event) throws IOException {
    try (InputStream fixture = RecordsTest.class.getResourceAsStream("/events/" + name)) {
      assertEquals(JSON.readTree(fixture).toPrettyString(), JSON.readTree(event).toPrettyString());
    }
  }

  @Test
  void aMessageHasTheShapeOfTheDocumentation() throws IOException {
    JsonNode received =
        JSON.readTree(
            """
            {"Attributes":{"SentTimestamp":"1795259419367","ApproximateReceiveCount":"1",
              "ApproximateFirstReceiveTimestamp":"1795259419436","SenderId":"127.0.0.1"},
             "Body":"hi","MD5OfBody":"49f68a5c8493ec2c0bf489821c21fc3b",
             "MD5OfMessageAttributes":"fa266a8c334a3630ef15645c625f2533",
             "MessageAttributes":{"a":{"DataType":"String","StringValue":"v"},
               "b":{"BinaryValue":"AAA=","DataType":"Binary"}},
             "MessageId":"1f3cc3c5-2529-481e-a5e1-b2ee0a4f528b","ReceiptHandle":"1f3c#baca"}""");
    assertFixture("sqs.json", SourceRecord.event(List.of(Message.of(received, QUEUE))));
  }

  @Test
  void aChangeHasTheShapeOfTheDocumentation() throws IOException {
    JsonNode read =
        JSON.readTree(
            """
            {"eventID":"470a7c98-1483-48c1-822b-b50da9242f1c","eventName":"MODIFY",
             "eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"ddblocal",
             "dynamodb":{"ApproximateCreationDateTime":1795259460.0,"Keys":{"k":{"S":"a"}},
               "NewImage":{"k":{"S":"a"},"n":{"N":"1"}},"OldImage":{"k":{"S":"a"},"n":{"N":"0"}},
               "SequenceNumber":"000000000000000000002","SizeBytes":11,
               "StreamViewType":"NEW_AND_OLD_IMAGES"}}""");
    assertFixture("stream.json", SourceRecord.event(List.of(Change.of(read, STREAM, 0))));
  }

  @Test
  void oneItemHasOneKeyHoweverItsPartsAreOrdered() throws IOException {
    assertEquals(
        item("{\"a\":{\"S\":\"1\"},\"b\":{\"N\":\"2\"}}"),
        item("{\"b\":{\"N\":\"2\"},\"a\":{\"S\":\"1\"}}"));
    assertNotEquals(item("{\"a\":{\"S\":\"1\"}}"), item("{\"a\":{\"N\":\"1\"}}"));
  }

  private static String item(String keys) throws IOException {
    return Change.of(JSON.readTree("{\"dynamodb\":{\"Keys\":" + keys + "}}"), STREAM, 0).item();
  }
}
