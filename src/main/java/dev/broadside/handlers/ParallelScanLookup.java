package dev.broadside.handlers;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Reads the whole table in segments, side by side. It costs what a scan costs and takes the time of
 * the longest segment.
 *
 * <p>Ids come in the order in which pages do, from whichever segment. A segment asks for its next
 * page when the page before is taken, so no more pages are held than there are segments.
 */
final class ParallelScanLookup implements Lookup {
  private static final long IDLE_SECONDS = 1;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final int segments;
  private final ThreadPoolExecutor threads;

  ParallelScanLookup(DynamoDbClient dynamo, Tables tables, int segments) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.segments = segments;
    this.threads =
        new ThreadPoolExecutor(
            segments,
            segments,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("segment-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public Iterator<String> connections(Group group) {
    Pages pages = new Pages(group);
    for (int segment = 0; segment < segments; segment++) {
      pages.ask(segment, Map.of());
    }
    return pages;
  }

  /** What a segment answered: a page, or why there is none. */
  private record Page(
      int segment, @Nullable ScanResponse answer, @Nullable RuntimeException failure) {}

  private final class Pages implements Iterator<String> {
    private final Group group;
    private final BlockingQueue<Page> came = new LinkedTransferQueue<>();
    private Iterator<Map<String, AttributeValue>> items = Collections.emptyIterator();
    private int asked;

    Pages(Group group) {
      this.group = group;
    }

    private void ask(int segment, Map<String, AttributeValue> after) {
      asked++;
      threads.execute(() -> came.add(read(segment, after)));
    }

    private Page read(int segment, Map<String, AttributeValue> after) {
      try {
        ScanResponse answer =
            dynamo.scan(
                ScanLookup.request(tables, group)
                    .segment(segment)
                    .totalSegments(segments)
                    .exclusiveStartKey(after.isEmpty() ? null : after)
                    .build());
        return new Page(segment, answer, null);
      } catch (RuntimeException failure) {
        return new Page(segment, null, failure);
      }
    }

    @Override
    public boolean hasNext() {
      while (!items.hasNext() && asked > 0) {
        Page page = await();
        asked--;
        if (page.failure() != null) {
          throw page.failure();
        }
        ScanResponse answer = Objects.requireNonNull(page.answer());
        if (!answer.lastEvaluatedKey().isEmpty()) {
          ask(page.segment(), answer.lastEvaluatedKey());
        }
        List<Map<String, AttributeValue>> found = answer.items();
        items = found.iterator();
      }
      return items.hasNext();
    }

    private Page await() {
      try {
        return came.take();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw AbortedException.create("The lookup was stopped", stopped);
      }
    }

    @Override
    public String next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return Objects.requireNonNull(items.next().get(ConnectionTable.ID)).s();
    }
  }
}
