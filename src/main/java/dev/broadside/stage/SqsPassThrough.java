package dev.broadside.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.aws.Profile.Service;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Passes SQS calls on to where the queues are, and counts them and the messages that they put on
 * queues. Both protocols go through: JSON with a target, at any path, since some SDKs take the
 * queue's URL for the endpoint; and the older query protocol at {@code /} and at a queue's path.
 * URLs of queues in answers lead back to the stage. Under a profile a call takes at least its time.
 */
final class SqsPassThrough {
  private static final String TARGET = "AmazonSQS.";
  private static final Pattern QUEUE_PATH = Pattern.compile("/(?:\\d{12}/[\\w.-]+/?)?");
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");

  /** The start of a queue's URL as JSON and XML have it, up to its path. */
  private static final Pattern QUEUE_URL =
      Pattern.compile("(?<=[\">])https?://[^/\"<>\\s]+(?=/\\d{12}/[\\w.-]+[\"<])");

  private static final String BATCH_ENTRY = "<SendMessageBatchResultEntry>";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PassThrough sqs = new PassThrough("SQS", "com.amazonaws.sqs#ServiceUnavailable");
  private final Counters counters;
  private final String stageUrl;
  private final Cloud cloud;

  /**
   * @param stageUrl scheme, host and port of the stage
   */
  SqsPassThrough(Counters counters, String stageUrl, Cloud cloud) {
    this.cloud = cloud;
    this.counters = counters;
    this.stageUrl = stageUrl;
  }

  /** The queues are ready. */
  void open(HttpPools pools) {
    sqs.open(pools);
  }

  boolean isFor(FullHttpRequest request, String path) {
    return request.method().equals(HttpMethod.POST) && operation(request, path) != null;
  }

  void handle(HttpExchange exchange, String path) {
    counters.queueRequest();
    String operation = operation(exchange.request(), path);
    LongSupplier left = cloud.begin(Service.SQS);
    sqs.pass(
        exchange,
        exchange.request().content().retainedDuplicate(),
        answer -> seen(operation == null ? "" : operation, answer),
        answer -> left.getAsLong());
  }

  /** Whether this may be a call of the query protocol, which names its operation in the body. */
  static boolean isQueuePath(HttpRequest request, String path) {
    String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
    return type.startsWith(HttpHeaderValues.APPLICATION_X_WWW_FORM_URLENCODED.toString())
        && QUEUE_PATH.matcher(path).matches();
  }

  private static @Nullable String operation(FullHttpRequest request, String path) {
    String target = request.headers().get("X-Amz-Target");
    if (target != null) {
      return target.startsWith(TARGET) ? target.substring(TARGET.length()) : null;
    }
    if (!isQueuePath(request, path)) {
      return null;
    }
    Matcher action = ACTION.matcher(request.content().toString(StandardCharsets.US_ASCII));
    return action.find() ? action.group(1) : null;
  }

  private FullHttpResponse seen(String operation, FullHttpResponse answer) {
    if (!answer.status().equals(HttpResponseStatus.OK)) {
      return answer;
    }
    return switch (operation) {
      case "SendMessage" -> {
        counters.queueMessages(1);
        yield answer;
      }
      case "SendMessageBatch" -> {
        counters.queueMessages(sent(answer.content().toString(StandardCharsets.UTF_8)));
        yield answer;
      }
      case "CreateQueue", "GetQueueUrl", "ListQueues", "ListDeadLetterSourceQueues" ->
          leadingBack(answer);
      default -> answer;
    };
  }

  /** How many entries of a batch SQS took. */
  static int sent(String answer) {
    if (answer.stripLeading().startsWith("<")) {
      return answer.split(BATCH_ENTRY, -1).length - 1;
    }
    try {
      return JSON.readTree(answer).path("Successful").size();
    } catch (IOException notJson) {
      return 0;
    }
  }

  private FullHttpResponse leadingBack(FullHttpResponse answer) {
    String text = answer.content().toString(StandardCharsets.UTF_8);
    ByteBuf led =
        Unpooled.copiedBuffer(
            QUEUE_URL.matcher(text).replaceAll(Matcher.quoteReplacement(stageUrl)),
            StandardCharsets.UTF_8);
    return answer.replace(led);
  }
}
