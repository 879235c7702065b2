package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What functions do in init on Lambda, and only there. */
@Timeout(60)
@ExtendWith({DummyCredentials.class, LoadedClients.class})
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class RehearsalTest {
  private static final String TYPE = "AWS_LAMBDA_INITIALIZATION_TYPE";
  private static final String EXCEPTION = "com.amazonaws.dynamodb.v20120810#";

  private final PlayedAws aws;

  RehearsalTest() throws IOException {
    aws = new PlayedAws();
  }

  @AfterEach
  void close() {
    aws.close();
  }

  private void init(Map<String, String> more) {
    new RoomChatPutMessage(aws.environment(more), new CapturedLog()).close();
  }

  @Test
  void aLocalStageIsAskedNothing() {
    init(Map.of());
    assertEquals(List.of(), aws.calls());
  }

  @Test
  void aMissingTableFailsInitWithASentence() {
    aws.answer(
        "DescribeTable Messages", "{\"__type\":\"" + EXCEPTION + "ResourceNotFoundException\"}");
    var failure = assertThrows(IllegalStateException.class, () -> init(Map.of(TYPE, "on-demand")));
    assertEquals(
        "Table Messages does not exist in us-east-1: correct the variable that names it, or deploy"
            + " the table.",
        failure.getMessage());
  }

  @Test
  void aRoleThatIsNotInForceYetFailsNothing() {
    aws.answer("DescribeTable Users", "{\"__type\":\"" + EXCEPTION + "AccessDeniedException\"}");
    init(Map.of(TYPE, "on-demand"));
    assertEquals(List.of("DescribeTable Users", "DescribeTable Messages"), aws.calls());
  }

  @Test
  void aSnapshotIsMadeAfterAPostToNobodyAndALookup() {
    init(Map.of(TYPE, "snap-start", "BROADSIDE_ROOM_TABLE", "Rooms"));
    assertEquals(
        List.of(
            "DescribeTable Users",
            "DescribeTable Rooms",
            "DescribeTable Messages",
            "Query Users",
            "post AAAAAAAAAAAAAAA="),
        aws.calls());
  }

  @Test
  void aSnapshotIsMadeAlsoWhereNeitherTheApiNorTheRoleIsThereYet() {
    aws.answer("Query Users", "{\"__type\":\"" + EXCEPTION + "AccessDeniedException\"}");
    String posts = "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI";
    String prod = String.valueOf(aws.environment(Map.of()).get(posts));
    init(Map.of(TYPE, "snap-start", posts, prod.replace("/prod", "/later")));
    assertEquals(
        List.of("DescribeTable Users", "DescribeTable Messages", "Query Users"), aws.calls());
  }
}
