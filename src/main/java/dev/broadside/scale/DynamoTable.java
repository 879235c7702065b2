package dev.broadside.scale;

import dev.broadside.scale.Command.Decision;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The table as DynamoDB keeps it: one conditional request for each command, which does the same
 * when it is sent twice.
 */
final class DynamoTable implements Table {
  private static final Reply.Time UNKNOWN_TIME = new Reply.Time(Long.MIN_VALUE, Long.MAX_VALUE);

  private final DynamoDbClient dynamo;
  private final TableAddress address;
  private final Identity me;
  private final InstantSource clock;
  private final Parcel parcel;
  private final Items items;

  /**
   * The table of one injector.
   *
   * @param parcel what it will leave there
   */
  DynamoTable(
      DynamoDbClient dynamo,
      TableAddress address,
      Identity me,
      Parcel parcel,
      InstantSource clock) {
    this.dynamo = dynamo;
    this.address = address;
    this.me = me;
    this.parcel = parcel;
    this.clock = clock;
    this.items = new Items(me.run(), clock);
  }

  @Override
  public Reply perform(Command.ToTable command) {
    try {
      return switch (command) {
        case Command.Announce announce -> announce();
        case Command.Claim(int slot) -> claim(slot);
        case Command.AskTime ask -> time();
        case Command.Arrive(int slot) -> arrive(slot);
        case Command.Look look -> look();
        case Command.Decide(Decision decision) -> decide(decision);
        case Command.Abort(String why) -> abort(why);
        case Command.Send(int slot, int part) -> send(slot, part);
        case Command.Confirm(int slot) -> confirm(slot);
      };
    } catch (SdkException e) {
      return TableFailure.reply(e, address);
    }
  }

  @Override
  public Reply beat(int slot, Beat beat) {
    Map<String, AttributeValue> item = items.item(Names.beat(slot));
    item.put("owner", Items.text(me.owner()));
    item.put("host", Items.text(me.host()));
    item.put("progress", Items.text(beat.progress()));
    item.put("beatMicros", Items.number(items.nowMicros()));
    Integer code = beat.exitCode();
    if (code != null) {
      item.put("exitCode", Items.number(code));
      item.put("sentence", Items.text(beat.sentence()));
    }
    try {
      dynamo.putItem(put -> put.tableName(address.table()).item(item));
      return new Reply.Done();
    } catch (SdkException e) {
      return TableFailure.reply(e, address);
    }
  }

  private Reply announce() {
    Map<String, AttributeValue> plan = items.item(Names.PLAN);
    plan.put("schema", Items.text(Names.SCHEMA));
    plan.put("shards", Items.number(me.shards()));
    plan.put("digest", Items.text(me.digest()));
    Map<String, AttributeValue> there =
        putUnlessThere(plan, "attribute_not_exists(" + Names.PK + ")", Map.of());
    return there == null ? new Reply.Done() : compare(there);
  }

  private Reply compare(Map<String, AttributeValue> plan) {
    String schema = Items.string(plan, "schema");
    if (!schema.equals(Names.SCHEMA)) {
      return new Reply.Refused(
          "the table %s holds a run %s of another version of Broadside (%s, this one is %s): choose another BROADSIDE_RUN_ID or another table"
              .formatted(address.table(), me.run(), schema, Names.SCHEMA));
    }
    String its = Long.toString(Items.number(plan, "shards"));
    if (!its.equals(Integer.toString(me.shards()))) {
      return new Reply.Taken("with " + its + " injectors, and this one knows of " + me.shards());
    }
    return Items.string(plan, "digest").equals(me.digest())
        ? new Reply.Done()
        : new Reply.Taken("with another scenario");
  }

  private Reply claim(int slot) {
    Map<String, AttributeValue> item = items.item(Names.slot(slot));
    item.put("owner", Items.text(me.owner()));
    item.put("host", Items.text(me.host()));
    return takenUnlessMine(
        putUnlessThere(
            item,
            "attribute_not_exists(pk) OR #owner = :owner",
            Map.of(":owner", Items.text(me.owner()))));
  }

  private static Reply takenUnlessMine(@Nullable Map<String, AttributeValue> there) {
    return there == null
        ? new Reply.Done()
        : new Reply.Taken(
            "on host " + Items.string(there, "host") + ", as " + Items.string(there, "owner"));
  }

  /** Its {@code Date} header has whole seconds; without one nothing is known. */
  private Reply time() {
    Instant asked = clock.instant();
    var answer = dynamo.getItem(get -> get.tableName(address.table()).key(items.key(Names.PLAN)));
    Instant answered = clock.instant();
    try {
      return answer
          .sdkHttpResponse()
          .firstMatchingHeader("Date")
          .map(text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)))
          .map(
              date ->
                  new Reply.Time(
                      Duration.between(answered, date).toNanos(),
                      Duration.between(asked, date.plusSeconds(1)).toNanos()))
          .orElse(UNKNOWN_TIME);
    } catch (DateTimeException e) {
      return UNKNOWN_TIME;
    }
  }

  private Reply arrive(int slot) {
    Map<String, AttributeValue> values =
        Map.of(
            ":me", AttributeValue.fromSs(List.of(Integer.toString(slot))),
            ":expires", items.expires());
    return seen(
        dynamo
            .updateItem(
                barrier()
                    .updateExpression("ADD ready :me SET expires = :expires")
                    .expressionAttributeValues(values)
                    .build())
            .attributes());
  }

  private UpdateItemRequest.Builder barrier() {
    return UpdateItemRequest.builder()
        .tableName(address.table())
        .key(items.key(Names.BARRIER))
        .returnValues(ReturnValue.ALL_NEW);
  }

  /** One item collection, one read: {@code abort} sorts just before {@code barrier}. */
  private Reply look() {
    var found =
        dynamo
            .query(
                query ->
                    query
                        .tableName(address.table())
                        .consistentRead(true)
                        .keyConditionExpression("pk = :run AND sk BETWEEN :abort AND :barrier")
                        .expressionAttributeValues(
                            Map.of(
                                ":run", Items.text(me.run()),
                                ":abort", Items.text(Names.ABORT),
                                ":barrier", Items.text(Names.BARRIER))))
            .items();
    Barrier barrier = Barrier.EMPTY;
    String aborted = null;
    for (Map<String, AttributeValue> item : found) {
      if (Items.string(item, Names.SK).equals(Names.ABORT)) {
        aborted = Items.string(item, "reason");
      } else {
        barrier = Items.barrier(item);
      }
    }
    return new Reply.Seen(barrier, aborted);
  }

  /** The starters are those who are ready when DynamoDB writes it, not those that we saw. */
  private Reply decide(Decision decision) {
    Map<String, AttributeValue> values = new HashMap<>();
    String expression;
    String enough = "";
    switch (decision) {
      case Decision.Start(long startAtMicros, int atLeast) -> {
        values.put(":start", Items.number(startAtMicros));
        values.put(":atLeast", Items.number(atLeast));
        expression = "SET startAt = :start, starters = ready, decidedBy = :owner";
        enough = " AND size(ready) >= :atLeast";
      }
      case Decision.Fail(String why) -> {
        values.put(":why", Items.text(why));
        expression = "SET failed = :why, decidedBy = :owner";
      }
    }
    values.put(":owner", Items.text(me.owner()));
    try {
      return seen(
          dynamo
              .updateItem(
                  barrier()
                      .updateExpression(expression)
                      .conditionExpression(
                          "attribute_not_exists(startAt) AND attribute_not_exists(failed)" + enough)
                      .expressionAttributeValues(values)
                      .returnValuesOnConditionCheckFailure(
                          ReturnValuesOnConditionCheckFailure.ALL_OLD)
                      .build())
              .attributes());
    } catch (ConditionalCheckFailedException e) {
      return seen(e.item());
    }
  }

  private static Reply seen(Map<String, AttributeValue> item) {
    return new Reply.Seen(Items.barrier(item), null);
  }

  private Reply abort(String why) {
    Map<String, AttributeValue> item = items.item(Names.ABORT);
    item.put("reason", Items.text(why));
    putUnlessThere(item, "attribute_not_exists(pk)", Map.of());
    return new Reply.Done();
  }

  private Reply send(int slot, int part) {
    Map<String, AttributeValue> item = items.item(Names.part(slot, me.owner(), part));
    item.put("bytes", AttributeValue.fromB(SdkBytes.fromByteArray(parcel.part(part))));
    dynamo.putItem(put -> put.tableName(address.table()).item(item));
    return new Reply.Done();
  }

  private Reply confirm(int slot) {
    Map<String, AttributeValue> item = items.item(Names.done(slot));
    item.put("owner", Items.text(me.owner()));
    item.put("host", Items.text(me.host()));
    item.put("parts", Items.number(parcel.parts()));
    item.put("length", Items.number(parcel.length()));
    item.put("sha256", Items.text(parcel.sha256()));
    return takenUnlessMine(
        putUnlessThere(
            item,
            "attribute_not_exists(pk) OR #owner = :owner",
            Map.of(":owner", Items.text(me.owner()))));
  }

  /** The item that is there instead; {@code null} when this one is. */
  private @Nullable Map<String, AttributeValue> putUnlessThere(
      Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
    PutItemRequest.Builder put =
        PutItemRequest.builder()
            .tableName(address.table())
            .item(item)
            .conditionExpression(condition)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    if (!values.isEmpty()) {
      put.expressionAttributeNames(Map.of("#owner", "owner")).expressionAttributeValues(values);
    }
    try {
      dynamo.putItem(put.build());
      return null;
    } catch (ConditionalCheckFailedException e) {
      return e.item();
    }
  }
}
