package dev.broadside.load;

import io.netty.handler.codec.http.FullHttpRequest;
import java.net.URI;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** Signs requests to a queue on AWS with Signature Version 4, with the SDK's own signer. */
final class QueueSigner {
  /** Also of the partitions in China, {@code amazonaws.com.cn}. */
  private static final Pattern HOST =
      Pattern.compile("sqs(?:-fips)?\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)");

  private final URI queue;
  private final String region;
  private final AwsCredentialsProvider credentials;
  private final Clock clock;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  QueueSigner(URI queue, String region, AwsCredentialsProvider credentials, Clock clock) {
    this.queue = queue;
    this.region = region;
    this.credentials = credentials;
    this.clock = clock;
  }

  /**
   * The signer for a queue that is not on this machine, with the credentials that the SDK finds.
   */
  static QueueSigner of(URI queue) throws LoadException {
    AwsCredentialsProvider found = DefaultCredentialsProvider.builder().build();
    try {
      found.resolveCredentials();
    } catch (SdkClientException e) {
      throw new LoadException(
          "no AWS credentials were found for the queue "
              + queue
              + ": set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
          e);
    }
    return new QueueSigner(queue, region(queue), found, Clock.systemUTC());
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
  void sign(FullHttpRequest request, byte[] body) {
    SdkHttpRequest.Builder unsigned =
        SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(queue.resolve("/"));
    request.headers().forEach(field -> unsigned.putHeader(field.getKey(), field.getValue()));
    SdkHttpRequest signed =
        signer
            .sign(
                parameters ->
                    parameters
                        .identity(credentials.resolveCredentials())
                        .request(unsigned.build())
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sqs")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
            .request();
    signed.forEachHeader((name, values) -> request.headers().set(name, values));
  }
}
