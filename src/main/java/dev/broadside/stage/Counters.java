package dev.broadside.stage;

import java.util.Locale;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What handlers asked of the stage since it started. */
final class Counters {
  /** Some SDKs put a {@code ttl} before the attempt. */
  private static final Pattern REPEAT = Pattern.compile("\\battempt=(?!1\\b)\\d");

  private final LongAdder posts = new LongAdder();
  private final LongAdder attempts = new LongAdder();
  private final LongAdder gone = new LongAdder();
  private final LongAdder throttled = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder pages = new LongAdder();
  private final LongAdder items = new LongAdder();
  private final LongAdder queueRequests = new LongAdder();
  private final LongAdder queueMessages = new LongAdder();
  private final DoubleAdder readUnits = new DoubleAdder();

  /**
   * The counts at one moment.
   *
   * @param posts posts without their repeats
   * @param attempts posts with the SDK's repeats
   */
  record Snapshot(
      long posts,
      long attempts,
      long gone,
      long throttled,
      long failed,
      Reads lookups,
      Sends queues) {

    /**
     * What handlers asked of DynamoDB.
     *
     * @param requests calls of any kind
     * @param pages answered Scan and Query calls
     * @param items the items in those answers
     */
    record Reads(long requests, long pages, long items, double readUnits) {}

    /**
     * What handlers asked of SQS.
     *
     * @param requests calls of any kind
     * @param messages those that came on a queue
     */
    record Sends(long requests, long messages) {}

    String toJson() {
      return String.format(
          Locale.ROOT,
          """
          {"posts":%d,"attempts":%d,"gone":%d,"throttled":%d,"failed":%d,\
          "requests":%d,"pages":%d,"items":%d,"readUnits":%s,\
          "queueRequests":%d,"queueMessages":%d}""",
          posts,
          attempts,
          gone,
          throttled,
          failed,
          lookups.requests,
          lookups.pages,
          lookups.items,
          lookups.readUnits,
          queues.requests,
          queues.messages);
    }
  }

  /**
   * Counts one post.
   *
   * @param sdkRequest the header in which SDKs say which attempt this is ({@code attempt=2; max=4})
   */
  void attempt(@Nullable String sdkRequest) {
    attempts.increment();
    if (sdkRequest == null || !REPEAT.matcher(sdkRequest).find()) {
      posts.increment();
    }
  }

  void gone() {
    gone.increment();
  }

  void throttled() {
    throttled.increment();
  }

  void failed() {
    failed.increment();
  }

  void request() {
    requests.increment();
  }

  void page(long count, double units) {
    pages.increment();
    items.add(count);
    readUnits.add(units);
  }

  void queueRequest() {
    queueRequests.increment();
  }

  void queueMessages(int sent) {
    queueMessages.add(sent);
  }

  Snapshot snapshot() {
    return new Snapshot(
        posts.sum(),
        attempts.sum(),
        gone.sum(),
        throttled.sum(),
        failed.sum(),
        new Snapshot.Reads(requests.sum(), pages.sum(), items.sum(), readUnits.sum()),
        new Snapshot.Sends(queueRequests.sum(), queueMessages.sum()));
  }
}
