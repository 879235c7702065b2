package dev.broadside.load;

import io.netty.handler.codec.http.FullHttpRequest;
import java.net.URI;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Signs requests to a queue on AWS. */
final class QueueSigner {
  /** Also of the partitions in China, {@code amazonaws.com.cn}. */
  private static final Pattern HOST =
      Pattern.compile("sqs(?:-fips)?\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)");

  private final URI queue;
  private final AwsSigner signer;

  private QueueSigner(URI queue, AwsSigner signer) {
    this.queue = queue;
    this.signer = signer;
  }

  QueueSigner(URI queue, AwsCredentialsProvider credentials, Clock clock) throws LoadException {
    this(queue, new AwsSigner(scope(queue), credentials, clock));
  }

  /**
   * The signer for a queue that is not on this machine, with the credentials that the SDK finds.
   */
  static QueueSigner of(URI queue) throws LoadException {
    return new QueueSigner(queue, AwsSigner.of(scope(queue)));
  }

  private static AwsSigner.Scope scope(URI queue) throws LoadException {
    return new AwsSigner.Scope("sqs", region(queue), "publish.via.queue");
  }

  static String region(URI queue) throws LoadException {
    Matcher host = HOST.matcher(queue.getHost());
    if (!host.matches()) {
      throw new LoadException(
          "the queue's host %s names no region: write the URL as AWS has it, https://sqs.REGION.amazonaws.com/ACCOUNT/NAME"
              .formatted(queue.getHost()));
    }
    return host.group(1);
  }

  /** Adds the date, the signature and, for temporary credentials, their token. */
  void sign(FullHttpRequest request, byte[] body) throws LoadException {
    SdkHttpRequest.Builder unsigned =
        SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(queue.resolve("/"));
    request.headers().forEach(field -> unsigned.putHeader(field.getKey(), field.getValue()));
    signer
        .sign(unsigned.build(), body)
        .forEachHeader((name, values) -> request.headers().set(name, values));
  }
}
