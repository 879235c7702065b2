package dev.broadside.scale;

import dev.broadside.scale.Command.Abort;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A run as its launcher sees it: who is where, what they left, and the switch that stops them. */
public final class Roster implements AutoCloseable {
  private final DynamoDbClient dynamo;
  private final TableAddress address;
  private final Items items;
  private final DynamoTable table;
  private final Supplier<Patience> patience;

  /** The roster of a run. */
  public Roster(TableAddress address, String run) throws ScaleException {
    this(address.client(), address, run, Patience::beginning);
  }

  Roster(DynamoDbClient dynamo, TableAddress address, String run, Supplier<Patience> patience) {
    this.dynamo = dynamo;
    this.address = address;
    this.patience = patience;
    this.items = new Items(run, InstantSource.system());
    Identity watcher = new Identity(run, 0, null, "launcher", Attendance.host(), "");
    this.table = new DynamoTable(dynamo, address, watcher, new Parcel(), InstantSource.system());
  }

  /**
   * An injector.
   *
   * @param exitCode how it left; {@code null} while it is there
   * @param reported whether its result is whole
   */
  public record Member(
      int shard,
      String host,
      String progress,
      @Nullable Long exitCode,
      String sentence,
      boolean reported) {}

  /**
   * The run at one moment.
   *
   * @param startAtMicros {@code null} until that is decided
   */
  public record Standing(
      @Nullable Long startAtMicros,
      Set<Integer> starters,
      @Nullable String aborted,
      Map<Integer, Member> members) {}

  /** How it stands. */
  public Standing standing() throws ScaleException {
    Barrier barrier = Barrier.EMPTY;
    String aborted = null;
    Set<Integer> reported = new HashSet<>();
    Map<Integer, Map<String, AttributeValue>> beats = new TreeMap<>();
    for (Map<String, AttributeValue> item : all()) {
      String sort = Items.string(item, Names.SK);
      if (sort.equals(Names.ABORT)) {
        aborted = Items.string(item, "reason");
      } else if (sort.equals(Names.BARRIER)) {
        barrier = Items.barrier(item);
      } else if (sort.startsWith("done#")) {
        reported.add(Names.number(sort));
      } else {
        beats.put(Names.number(sort), item);
      }
    }
    Map<Integer, Member> members = new TreeMap<>();
    beats.forEach(
        (shard, beat) -> members.put(shard, member(shard, beat, reported.contains(shard))));
    return new Standing(barrier.startAtMicros(), barrier.starters(), aborted, members);
  }

  private static Member member(int shard, Map<String, AttributeValue> beat, boolean reported) {
    return new Member(
        shard,
        Items.string(beat, "host"),
        Items.string(beat, "progress"),
        Items.numberOrNull(beat, "exitCode"),
        Items.string(beat, "sentence"),
        reported);
  }

  /** From {@code abort} to the last heartbeat: all but results, the plan and the slots. */
  private Iterable<Map<String, AttributeValue>> all() throws ScaleException {
    return ask(
        () ->
            dynamo
                .queryPaginator(
                    query ->
                        query
                            .tableName(address.table())
                            .consistentRead(true)
                            .keyConditionExpression("pk = :run AND sk BETWEEN :first AND :last")
                            .expressionAttributeValues(
                                Map.of(
                                    ":run", items.key(Names.ABORT).get(Names.PK),
                                    ":first", Items.text(Names.ABORT),
                                    ":last", Items.text("hb#~"))))
                .items()
                .stream()
                .toList());
  }

  /** The result of an injector; {@code null} when it has left none that is whole. */
  public byte @Nullable [] result(int shard) throws ScaleException {
    Map<String, AttributeValue> done = get(Names.done(shard));
    if (done.isEmpty()) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String owner = Items.string(done, "owner");
    for (int part = 0; part < Items.number(done, "parts"); part++) {
      AttributeValue piece = get(Names.part(shard, owner, part)).get("bytes");
      if (piece != null) {
        bytes.writeBytes(piece.b().asByteArray());
      }
    }
    byte[] result = bytes.toByteArray();
    if (!Parcel.sha256(result).equals(Items.string(done, "sha256"))) {
      throw new ScaleException(
          "the result of injector %d in the table %s is damaged: run again"
              .formatted(shard, address.table()));
    }
    return result;
  }

  private Map<String, AttributeValue> get(String sort) throws ScaleException {
    return ask(
        () ->
            dynamo
                .getItem(
                    get -> get.tableName(address.table()).key(items.key(sort)).consistentRead(true))
                .item());
  }

  /** A run is not lost for a moment in which nobody answers. */
  private <T> T ask(Supplier<T> request) throws ScaleException {
    Patience left = patience.get();
    while (true) {
      try {
        return request.get();
      } catch (SdkException e) {
        if (!(TableFailure.reply(e, address) instanceof Reply.Unclear) || !left.lasts()) {
          throw failure(e);
        }
      }
    }
  }

  /** Stops the run: everybody sees it with the next heartbeat, or at the barrier. */
  public void abort(String why) throws ScaleException {
    Patience left = patience.get();
    Reply reply = table.perform(new Abort(why));
    while (reply instanceof Reply.Unclear && left.lasts()) {
      reply = table.perform(new Abort(why));
    }
    if (reply instanceof Reply.Unclear unclear) {
      throw new ScaleException("the run may not have been stopped: " + unclear.why());
    } else if (reply instanceof Reply.Refused refused) {
      throw new ScaleException(refused.why());
    }
  }

  private ScaleException failure(SdkException e) {
    String why =
        switch (TableFailure.reply(e, address)) {
          case Reply.Refused refused -> refused.why();
          case Reply.Unclear unclear -> "the rendezvous table did not answer: " + unclear.why();
          default -> String.valueOf(e.getMessage());
        };
    return new ScaleException(why, e);
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
