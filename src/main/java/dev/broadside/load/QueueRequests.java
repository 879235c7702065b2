package dev.broadside.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.scenario.Placeholders;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The requests of {@code via: {queue: …}}: SQS's {@code SendMessage} in the AWS JSON 1.0 protocol,
 * as the SDKs send it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a>
 */
final class QueueRequests implements Requests {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI queue;
  private final Placeholders body;
  private final Person person;
  private final @Nullable QueueSigner signer;

  /**
   * @param signer null where nobody looks at signatures
   */
  QueueRequests(URI queue, String body, Person person, @Nullable QueueSigner signer) {
    this.queue = queue;
    this.body = HttpRequests.places(body);
    this.person = person;
    this.signer = signer;
  }

  @Override
  public FullHttpRequest request(String marker) throws LoadException {
    byte[] bytes =
        JSON.createObjectNode()
            .put("QueueUrl", queue.toString())
            .put("MessageBody", person.fill(body, marker))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(bytes));
    request.headers().set(HttpHeaderNames.HOST, queue.getRawAuthority());
    request.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
    request.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/x-amz-json-1.0");
    request.headers().set("X-Amz-Target", "AmazonSQS.SendMessage");
    if (signer != null) {
      signer.sign(request, bytes);
    }
    return request;
  }
}
