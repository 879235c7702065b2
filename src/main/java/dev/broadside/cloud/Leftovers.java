package dev.broadside.cloud;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Rows of a connection table whose connection is gone: what a run that was killed leaves where
 * {@code $disconnect} did not run, and what each broadcast then posts to for nothing. A row is one
 * when the stage itself says 410 of its connection, twice, a minute apart: {@code $connect} puts a
 * row before its connection is open, and its integration ends within 29 seconds (API Gateway's
 * limit), so who is still gone then never comes. Nothing is written but by {@link #remove}, which
 * deletes a row only while it names the same connection as before.
 *
 * <p>Used by one thread.
 */
public final class Leftovers implements AutoCloseable {
  private static final Duration HANDSHAKE = Duration.ofMinutes(1);

  private final DynamoDbAt at;
  private final DynamoDbClient dynamo;
  private final Doorbell doorbell;
  private final Question question;
  private final OutcomeLines.Pause pause;

  /**
   * What to look for.
   *
   * @param id the attribute with the connection's id
   * @param perSecond connections to ask for, and rows to delete, at most
   */
  public record Question(String table, String id, RowFilter filter, double perSecond) {}

  /** A row: its key and the connection that it names. */
  public record Row(Map<String, AttributeValue> key, String connection) {
    /** Copies the map. */
    public Row {
      key = Map.copyOf(key);
    }
  }

  /**
   * What there is.
   *
   * @param rows that were read
   * @param others of these, which are not asked for: not the run's, or without an id
   * @param unsure of whose connection the stage said neither
   */
  public record Found(long rows, long others, long open, long unsure, List<Row> gone) {
    /** Copies the list. */
    public Found {
      gone = List.copyOf(gone);
    }
  }

  /**
   * What became of the rows that were found.
   *
   * @param kept those that are open by now, that name another connection, or that cannot be told
   */
  public record Removed(long removed, long kept) {}

  Leftovers(
      DynamoDbAt at,
      DynamoDbClient dynamo,
      Doorbell doorbell,
      Question question,
      OutcomeLines.Pause pause) {
    this.at = at;
    this.dynamo = dynamo;
    this.doorbell = doorbell;
    this.question = question;
    this.pause = pause;
  }

  /**
   * Of a table and the stage that it belongs to.
   *
   * @param target {@code wss://…}
   */
  public static Leftovers of(DynamoDbAt at, String target, Question question)
      throws CloudException {
    Doorbell doorbell = ManagementDoorbell.of(target, at.region());
    return new Leftovers(
        at, at.client(AwsRetryStrategy.standardRetryStrategy()), doorbell, question, Thread::sleep);
  }

  /**
   * Reads all of the table, slowly, and asks for the connections.
   *
   * @param progress is told a sentence now and then
   */
  public Found find(Consumer<String> progress) throws CloudException, InterruptedException {
    TableDescription table = TableView.describe(dynamo, at, question.table);
    Tally tally = new Tally(progress);
    Map<String, AttributeValue> after = Map.of();
    do {
      var page = page(after, TableView.rate(table));
      for (Map<String, AttributeValue> item : page.items()) {
        look(item, table, tally);
      }
      after = page.lastEvaluatedKey();
    } while (!after.isEmpty());
    return tally.found();
  }

  private Page page(Map<String, AttributeValue> after, double unitsPerSecond)
      throws CloudException, InterruptedException {
    // At most so many rows, so that asking for them is what takes the time.
    int rows = (int) Math.clamp(question.perSecond * 10, 25, 1_000);
    try {
      var answer =
          dynamo.scan(
              request ->
                  request
                      .tableName(question.table)
                      .limit(rows)
                      .exclusiveStartKey(after.isEmpty() ? null : after)
                      .returnConsumedCapacity("TOTAL"));
      Double units =
          answer.consumedCapacity() == null ? null : answer.consumedCapacity().capacityUnits();
      pause.of(TableScan.pause(units == null ? 1 : units, unitsPerSecond));
      return new Page(answer.items(), answer.lastEvaluatedKey());
    } catch (SdkException refused) {
      throw DynamoDbRefusal.of(refused, at, "Scan", "table/" + question.table);
    }
  }

  private record Page(
      List<Map<String, AttributeValue>> items, Map<String, AttributeValue> lastEvaluatedKey) {}

  private void look(Map<String, AttributeValue> item, TableDescription table, Tally tally)
      throws CloudException, InterruptedException {
    String connection = connection(item);
    if (connection == null || !question.filter.matches(item)) {
      tally.other();
      return;
    }
    tally.count(ring(connection), new Row(key(item, table), connection));
  }

  private @Nullable String connection(Map<String, AttributeValue> item) {
    AttributeValue id = item.get(question.id);
    return id == null || id.s() == null || id.s().isEmpty() ? null : id.s();
  }

  private static Map<String, AttributeValue> key(
      Map<String, AttributeValue> item, TableDescription table) {
    Map<String, AttributeValue> key = new HashMap<>();
    for (KeySchemaElement element : table.keySchema()) {
      key.put(element.attributeName(), item.get(element.attributeName()));
    }
    return key;
  }

  private Doorbell.Answer ring(String connection) throws CloudException, InterruptedException {
    pause.of(TableScan.pause(1, question.perSecond));
    return doorbell.ring(connection);
  }

  /** Removes what was found before, after the minute; asks for each again. */
  public Removed remove(Found found, Consumer<String> progress)
      throws CloudException, InterruptedException {
    if (!found.gone.isEmpty()) {
      progress.accept("Waiting a minute: whoever is about to connect has a row already");
      pause.of(HANDSHAKE);
    }
    long removed = 0;
    for (Row row : found.gone) {
      if (ring(row.connection) == Doorbell.Answer.GONE && delete(row)) {
        removed++;
      }
    }
    return new Removed(removed, found.gone.size() - removed);
  }

  private boolean delete(Row row) throws CloudException {
    try {
      dynamo.deleteItem(
          request ->
              request
                  .tableName(question.table)
                  .key(row.key)
                  .conditionExpression("#id = :id")
                  .expressionAttributeNames(Map.of("#id", question.id))
                  .expressionAttributeValues(Map.of(":id", AttributeValue.fromS(row.connection))));
      return true;
    } catch (ConditionalCheckFailedException another) {
      // Removed meanwhile, or of a user who has another connection now.
      return false;
    } catch (SdkException refused) {
      throw DynamoDbRefusal.of(refused, at, "DeleteItem", "table/" + question.table);
    }
  }

  @Override
  public void close() {
    dynamo.close();
    doorbell.close();
  }

  /** What was seen so far. */
  private static final class Tally {
    private static final int TOLD_EACH = 1_000;

    private final Consumer<String> progress;
    private final List<Row> gone = new ArrayList<>();
    private long rows;
    private long others;
    private long open;
    private long unsure;

    Tally(Consumer<String> progress) {
      this.progress = progress;
    }

    void other() {
      others++;
      row();
    }

    void count(Doorbell.Answer answer, Row asked) {
      switch (answer) {
        case OPEN -> open++;
        case UNSURE -> unsure++;
        case GONE -> gone.add(asked);
      }
      row();
    }

    private void row() {
      rows++;
      if (rows % TOLD_EACH == 0) {
        progress.accept(
            String.format(Locale.ROOT, "%,d rows read, %,d of them gone", rows, gone.size()));
      }
    }

    Found found() {
      return new Found(rows, others, open, unsure, gone);
    }
  }
}
