package dev.broadside.stage.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.template.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a reader does when it is refused. */
@Timeout(60)
class ShardReaderTest {
  private static final String ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/x";

  private final AtomicLong clock = new AtomicLong();
  private PlayedService service;
  private ShardReader reader;

  @BeforeEach
  void start() throws Exception {
    service = new PlayedService();
    EventSource.OfStream source =
        Changes.stream(Changes.batches(1, Duration.ZERO), 1, Changes.FOR_EVER);
    Surroundings around =
        new Surroundings(
            (function, event) -> CompletableFuture.completedFuture(Optional.empty()),
            function -> 1,
            Runnable::run,
            clock::get,
            any -> 0);
    reader =
        new ShardReader(
            new ShardReader.Place(service.streams(), ARN, "s"),
            ARN,
            new Shard(source, discarded -> {}),
            () -> 0,
            around);
    service.answer(200, "{'ShardIterator':'first'}");
    reader.open("LATEST");
    service.next();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private void read() throws Exception {
    clock.addAndGet(1_000_000_000);
    reader.readIfDue();
  }

  private static String record(int number, String next) {
    return "{'Records':[{'dynamodb':{'SequenceNumber':'%d'}}],'NextShardIterator':'%s'}"
        .formatted(number, next);
  }

  @Test
  void whatIsWrittenWhileItIsRefusedIsNotPassedOver() throws Exception {
    service.answer(500, "{'__type':'x#InternalServerError'}").answer(200, record(1, "second"));
    assertThrows(JsonService.Refusal.class, this::read);
    assertTrue(service.next().startsWith("GetRecords {\"ShardIterator\":\"first\""));
    read();
    assertTrue(service.next().startsWith("GetRecords {\"ShardIterator\":\"first\""));
    List<Shard.Batch> batches = reader.begin(clock.get());
    assertEquals("1", batches.getFirst().changes().getFirst().id());
  }

  @Test
  void anIteratorThatExpiredIsFollowedByOneAfterTheLastChange() throws Exception {
    assertEquals(
        "\"AFTER_SEQUENCE_NUMBER\",\"SequenceNumber\":\"7\"}",
        iteratorAfter("ExpiredIteratorException"));
  }

  @Test
  void whatIsTrimmedIsFollowedByTheOldestThatIsLeft() throws Exception {
    assertEquals("\"TRIM_HORIZON\"}", iteratorAfter("TrimmedDataAccessException"));
  }

  /** The kind of the iterator that is asked for when, after change 7, a read is refused. */
  private String iteratorAfter(String refusal) throws Exception {
    service
        .answer(200, record(7, "second"))
        .answer(400, "{'__type':'x#%s'}".formatted(refusal))
        .answer(200, "{'ShardIterator':'third'}");
    read();
    service.next();
    read();
    service.next();
    String asked = service.next();
    String before =
        "GetShardIterator {\"StreamArn\":\"" + ARN + "\",\"ShardId\":\"s\",\"ShardIteratorType\":";
    assertTrue(asked.startsWith(before), asked);
    return asked.substring(before.length());
  }
}
