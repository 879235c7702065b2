package dev.broadside.scale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.process.DynamoDbLocal;
import dev.broadside.process.Installation;
import dev.broadside.process.Sidecar;
import dev.broadside.scale.Command.Decision;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** DynamoDB does with our conditions and expressions what the model of the table does. */
@Tag("proof")
final class DynamoTableIT {
  private static final int WALKS = 20;
  private static final int STEPS = 40;
  private static final int SLOTS = 3;

  private static Sidecar dynamo;
  private static TableAddress address;

  private final List<DynamoDbClient> clients = new ArrayList<>();

  @BeforeAll
  static void start(@TempDir Path logs) throws Exception {
    dynamo = DynamoDbLocal.start(Installation.current(), logs.resolve("dynamodb.log"));
    address = new TableAddress("meeting", dynamo.endpoint().toString());
    address.create();
    address.create();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @AfterEach
  void close() {
    clients.forEach(DynamoDbClient::close);
  }

  private DynamoTable table(TableAddress at, String run, String owner, Parcel parcel)
      throws ScaleException {
    DynamoDbClient client = at.client();
    clients.add(client);
    Identity me = new Identity(run, SLOTS, null, owner, "here", "digest");
    return new DynamoTable(client, at, me, parcel, InstantSource.system());
  }

  private DynamoTable table(String run, String owner) throws ScaleException {
    return table(address, run, owner, new Parcel());
  }

  /** What can be compared of a reply: the model does not know hosts. */
  private static Object essence(Reply reply) {
    return switch (reply) {
      case Reply.Taken taken -> "taken";
      case Reply.Time time -> "time";
      case Reply.Seen seen -> seen.barrier();
      default -> reply;
    };
  }

  @Test
  void anyCommandsInAnyOrderDoAsTheModelDoes() throws ScaleException {
    Random random = new Random(9);
    for (int walk = 0; walk < WALKS; walk++) {
      String run = "walk" + walk;
      List<String> owners = List.of("a", "b", "c");
      List<DynamoTable> real = new ArrayList<>();
      for (String owner : owners) {
        real.add(table(run, owner));
      }
      ModelTable model = ModelTable.EMPTY;
      for (int step = 0; step < STEPS; step++) {
        int who = random.nextInt(owners.size());
        Command.ToTable command = any(random);
        ModelTable.Answer expected = model.perform(command, owners.get(who), "plan");
        Reply reply = real.get(who).perform(command);
        assertEquals(essence(expected.reply()), essence(reply), "walk " + walk + ": " + command);
        model = expected.table();
      }
      Reply.Seen last =
          assertInstanceOf(Reply.Seen.class, real.getFirst().perform(new Command.Look()));
      assertEquals(model.barrier(), last.barrier());
      assertEquals(model.aborted(), last.aborted());
    }
  }

  private static Command.ToTable any(Random random) {
    int slot = random.nextInt(SLOTS);
    return switch (random.nextInt(9)) {
      case 0 -> new Command.Announce();
      case 1 -> new Command.Claim(slot);
      case 2 -> new Command.AskTime();
      case 3, 4 -> new Command.Arrive(slot);
      case 5 -> new Command.Look();
      case 6 ->
          new Command.Decide(
              random.nextInt(8) == 0
                  ? new Decision.Fail("too few")
                  : new Decision.Start(random.nextInt(1_000), 1 + random.nextInt(SLOTS)));
      case 7 -> random.nextInt(6) == 0 ? new Command.Abort("stop") : new Command.Look();
      default -> new Command.Confirm(slot);
    };
  }

  @Test
  void aResultOfSeveralPiecesComesBackWhole() throws ScaleException {
    byte[] bytes = new byte[Parcel.PART_BYTES * 2 + 17];
    new Random(1).nextBytes(bytes);
    Parcel parcel = new Parcel();
    parcel.fill(bytes);
    DynamoTable table = table(address, "pieces", "a", parcel);
    try (Roster roster = new Roster(address, "pieces")) {
      for (int part = 0; part < parcel.parts(); part++) {
        assertNull(roster.result(1));
        assertEquals(new Reply.Done(), table.perform(new Command.Send(1, part)));
      }
      table.perform(new Command.Confirm(1));
      assertArrayEquals(bytes, roster.result(1));
      Reply second = table("pieces", "b").perform(new Command.Confirm(1));
      assertInstanceOf(Reply.Taken.class, second);
      assertArrayEquals(bytes, roster.result(1));
    }
  }

  @Test
  void theLauncherSeesWhoIsWhereAndWhoLeft() throws ScaleException {
    DynamoTable table = table("watched", "a");
    table.beat(0, Beat.alive("{\"phase\":\"connecting\"}"));
    table.beat(2, new Beat("", 41, "too late"));
    table.perform(new Command.Arrive(0));
    table.perform(new Command.Decide(new Decision.Start(77, 1)));
    table.perform(new Command.Confirm(0));
    try (Roster roster = new Roster(address, "watched")) {
      roster.abort("enough");
      Roster.Standing standing = roster.standing();
      assertEquals(Long.valueOf(77), standing.startAtMicros());
      assertEquals(Set.of(0), standing.starters());
      assertEquals("enough", standing.aborted());
      Roster.Member there = Objects.requireNonNull(standing.members().get(0));
      Roster.Member gone = Objects.requireNonNull(standing.members().get(2));
      assertTrue(there.reported());
      assertNull(there.exitCode());
      assertEquals(Long.valueOf(41), gone.exitCode());
      assertEquals("too late", gone.sentence());
    }
  }

  @Test
  void twoRunsWithOneIdAreFound() throws ScaleException {
    table("twice", "a").perform(new Command.Announce());
    DynamoDbClient client = address.client();
    clients.add(client);
    Identity other = new Identity("twice", SLOTS, null, "b", "there", "another digest");
    Reply reply =
        new DynamoTable(client, address, other, new Parcel(), InstantSource.system())
            .perform(new Command.Announce());
    assertEquals(new Reply.Taken("with another scenario"), reply);
    Identity larger = new Identity("twice", SLOTS + 1, null, "b", "there", "digest");
    assertInstanceOf(
        Reply.Taken.class,
        new DynamoTable(client, address, larger, new Parcel(), InstantSource.system())
            .perform(new Command.Announce()));
  }

  @Test
  void theTablesTimeIsOurs() throws ScaleException {
    Reply.Time time =
        assertInstanceOf(Reply.Time.class, table("time", "a").perform(new Command.AskTime()));
    assertTrue(time.leastAheadNanos() <= 0 && time.mostAheadNanos() >= 0, time.toString());
  }

  @Test
  void aTableThatIsNotThereIsNamed() throws ScaleException {
    TableAddress none = new TableAddress("nowhere", address.endpoint());
    Reply.Refused refused =
        assertInstanceOf(
            Reply.Refused.class,
            table(none, "r", "a", new Parcel()).perform(new Command.Announce()));
    assertTrue(refused.why().contains("there is no table nowhere"), refused.why());
    try (Roster roster = new Roster(none, "r")) {
      assertThrows(ScaleException.class, roster::standing);
    }
  }

  @Test
  void aTableWithOtherKeysIsNamed() throws ScaleException {
    TableAddress other = new TableAddress("other", address.endpoint());
    try (DynamoDbClient client = other.client()) {
      client.createTable(
          request ->
              request
                  .tableName("other")
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      AttributeDefinition.builder()
                          .attributeName("id")
                          .attributeType(ScalarAttributeType.S)
                          .build())
                  .keySchema(
                      KeySchemaElement.builder()
                          .attributeName("id")
                          .keyType(KeyType.HASH)
                          .build()));
    }
    Reply.Refused refused =
        assertInstanceOf(
            Reply.Refused.class,
            table(other, "r", "a", new Parcel()).perform(new Command.Announce()));
    assertTrue(refused.why().contains("is no rendezvous table"), refused.why());
  }

  @Test
  void aTableThatDoesNotAnswerMayAnswerLater() throws ScaleException {
    TableAddress deaf = new TableAddress("meeting", "http://127.0.0.1:1");
    assertInstanceOf(
        Reply.Unclear.class, table(deaf, "r", "a", new Parcel()).perform(new Command.Announce()));
  }

  @Test
  void anItemOfAnotherVersionIsNamed() throws ScaleException {
    try (DynamoDbClient client = address.client()) {
      Items items = new Items("old", InstantSource.system());
      var plan = items.item(Names.PLAN);
      plan.put("schema", Items.text("broadside/rendezvous/0"));
      client.putItem(put -> put.tableName(address.table()).item(plan));
    }
    Reply.Refused refused =
        assertInstanceOf(Reply.Refused.class, table("old", "a").perform(new Command.Announce()));
    assertTrue(refused.why().contains("another version"), refused.why());
  }
}
