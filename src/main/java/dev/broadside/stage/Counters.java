package dev.broadside.stage;

import io.netty.handler.codec.http.FullHttpRequest;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What handlers asked of the stage since it started. */
final class Counters {
  /** Callers name themselves: whoever makes up more names than this counts as unknown. */
  private static final int MOST_FUNCTIONS = 1_000;

  /** Some SDKs put a {@code ttl} before the attempt. */
  private static final Pattern REPEAT = Pattern.compile("\\battempt=(?!1\\b)\\d");

  private final LongAdder posts = new LongAdder();
  private final LongAdder attempts = new LongAdder();
  private final LongAdder gone = new LongAdder();
  private final LongAdder throttled = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final FunctionReads reads = new FunctionReads();
  private final Map<String, FunctionReads> byFunction = new ConcurrentHashMap<>();
  private final CloudCounters cloud = new CloudCounters();
  private final LongAdder queueRequests = new LongAdder();
  private final LongAdder queueMessages = new LongAdder();
  private final Stamps stamps = new Stamps(System::nanoTime);

  /**
   * The counts at one moment.
   *
   * @param posts posts without their repeats
   * @param attempts posts with the SDK's repeats
   * @param bytes of the posts' requests, and of the frames that they became
   * @param byFunction the lookups by who made them
   * @param cloud what a profile or a fault kept from happening, as JSON
   */
  record Snapshot(
      long posts,
      long attempts,
      long gone,
      long throttled,
      long failed,
      long bytes,
      Reads lookups,
      Sends queues,
      Map<String, Reads> byFunction,
      String cloud) {

    /**
     * What handlers asked of DynamoDB.
     *
     * @param requests calls of any kind
     * @param pages answered Scan and Query calls
     * @param items the items in those answers
     * @param readUnits null where an answer did not say
     */
    record Reads(long requests, long pages, long items, @Nullable Double readUnits) {}

    /**
     * What handlers asked of SQS.
     *
     * @param requests calls of any kind
     * @param messages those that came on a queue
     */
    record Sends(long requests, long messages) {}

    String toJson() {
      String functions =
          byFunction.entrySet().stream()
              .map(each -> "\"%s\":{%s}".formatted(each.getKey(), members(each.getValue())))
              .collect(Collectors.joining(","));
      return String.format(
          Locale.ROOT,
          """
          {"posts":%d,"attempts":%d,"gone":%d,"throttled":%d,"failed":%d,"bytes":%d,\
          %s,"queueRequests":%d,"queueMessages":%d,"functions":{%s},"cloud":%s}\
          """,
          posts,
          attempts,
          gone,
          throttled,
          failed,
          bytes,
          members(lookups),
          queues.requests,
          queues.messages,
          functions,
          cloud);
    }

    private static String members(Reads reads) {
      return FunctionReads.members(reads);
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

  /** Counts one post that came as {@code request}. */
  void post(FullHttpRequest request) {
    attempt(request.headers().get("amz-sdk-request"));
    bytes.add(WireBytes.of(request));
  }

  /** A post became a frame of so many bytes. */
  void framed(int length) {
    bytes.add(length);
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

  /** Any call of DynamoDB, by {@code caller}. */
  void request(String caller) {
    reads.request();
    of(caller).request();
  }

  /** An answered Scan or Query of {@code caller}; {@code units} is null where it does not say. */
  void page(String caller, long count, @Nullable Double units) {
    reads.page(count, units);
    of(caller).page(count, units);
  }

  private FunctionReads of(String caller) {
    FunctionReads known = byFunction.get(caller);
    if (known != null) {
      return known;
    }
    String name = byFunction.size() < MOST_FUNCTIONS ? caller : Caller.UNKNOWN;
    return byFunction.computeIfAbsent(name, n -> new FunctionReads());
  }

  /** What a profile or a fault keeps from happening. */
  CloudCounters cloud() {
    return cloud;
  }

  /** When each broadcast of a run passed the stage. */
  Stamps stamps() {
    return stamps;
  }

  void queueRequest() {
    queueRequests.increment();
  }

  void queueMessages(int sent) {
    queueMessages.add(sent);
  }

  Snapshot snapshot() {
    Map<String, Snapshot.Reads> functions = new TreeMap<>();
    byFunction.forEach((name, each) -> functions.put(name, each.snapshot()));
    return new Snapshot(
        posts.sum(),
        attempts.sum(),
        gone.sum(),
        throttled.sum(),
        failed.sum(),
        bytes.sum(),
        reads.snapshot(),
        new Snapshot.Sends(queueRequests.sum(), queueMessages.sum()),
        functions,
        cloud.toJson());
  }
}
