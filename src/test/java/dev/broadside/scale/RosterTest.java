package dev.broadside.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** What a launcher does when the table throttles, or does not answer. */
final class RosterTest {
  private static final SdkException THROTTLED = answer("ThrottlingException", 400);

  private final FailingTable dynamo = new FailingTable();
  private final Roster roster =
      new Roster(
          dynamo,
          new TableAddress("meeting", "aws"),
          "r",
          () -> new Patience(() -> dynamo.nanos, rest -> dynamo.nanos += rest));

  private static SdkException answer(String code, int status) {
    return DynamoDbException.builder()
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("so").build())
        .statusCode(status)
        .build();
  }

  /** Fails some times, and then has an abort and an empty result. */
  private static final class FailingTable implements DynamoDbClient {
    private SdkException failure = THROTTLED;
    private int failures;
    private int aborts;
    private long nanos;

    private void fail() {
      if (failures > 0) {
        failures--;
        throw failure;
      }
    }

    @Override
    public QueryResponse query(QueryRequest request) {
      fail();
      Map<String, AttributeValue> abort =
          Map.of("sk", Items.text(Names.ABORT), "reason", Items.text("enough"));
      return QueryResponse.builder().items(List.of(abort)).build();
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
      fail();
      return request.key().containsValue(Items.text(Names.done(0)))
          ? GetItemResponse.builder()
              .item(
                  Map.of(
                      "owner", Items.text("a"),
                      "parts", Items.number(1),
                      "sha256", Items.text(Parcel.sha256(new byte[0]))))
              .build()
          : GetItemResponse.builder().build();
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
      fail();
      aborts++;
      return PutItemResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }

  @Test
  void aRunIsWatchedThroughSomeThrottledLooks() throws ScaleException {
    dynamo.failures = 3;
    assertEquals("enough", roster.standing().aborted());
    dynamo.failures = 3;
    dynamo.failure = SdkClientException.create("Connection refused");
    assertEquals("enough", roster.standing().aborted());
    assertTrue(dynamo.nanos > 0, "it waited between");
  }

  @Test
  void aResultIsFetchedThroughThem() throws ScaleException {
    dynamo.failures = 2;
    byte[] result = roster.result(0);
    assertEquals(0, result == null ? -1 : result.length);
  }

  @Test
  void theSwitchIsTurnedThroughThem() throws ScaleException {
    dynamo.failures = 2;
    roster.abort("enough");
    assertEquals(1, dynamo.aborts);
  }

  @Test
  void whoDoesNotAnswerForHalfAMinuteIsGivenUp() {
    dynamo.failures = 1_000;
    ScaleException gone = assertThrows(ScaleException.class, roster::standing);
    assertTrue(String.valueOf(gone.getMessage()).contains("did not answer"), gone::toString);
    assertTrue(dynamo.nanos >= Patience.LIMIT.toNanos(), "it waited");
    assertThrows(ScaleException.class, () -> roster.abort("enough"));
  }

  @Test
  void whatIsRefusedIsNotAskedAgain() {
    dynamo.failures = 1_000;
    dynamo.failure = answer("AccessDeniedException", 400);
    assertThrows(ScaleException.class, roster::standing);
    assertEquals(999, dynamo.failures);
  }
}
