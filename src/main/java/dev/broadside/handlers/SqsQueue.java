package dev.broadside.handlers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;

/**
 * An SQS queue that messages are put on, by the one operation that this takes: {@code
 * SendMessageBatch} of SQS's JSON protocol, signed by the SDK's signer. The SDK's client for SQS is
 * not in the Lambda jar, whose size is what a cold start pays for.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html">SendMessageBatch</a>
 */
final class SqsQueue implements QueueSender, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SqsQueue.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int LONGEST_REASON = 200;

  private final URI url;
  private final Region region;
  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  SqsQueue(URI url, Region region) {
    this.url = url;
    this.region = region;
    this.http =
        Apache5HttpClient.builder()
            .maxConnections(1)
            .connectionTimeout(PATIENCE)
            .socketTimeout(PATIENCE)
            .build();
    this.credentials = DefaultCredentialsProvider.builder().build();
  }

  @Override
  public Set<Integer> send(List<String> bodies) {
    try {
      return refused(call(request(bodies)));
    } catch (IOException | SdkException failure) {
      // Which of them it took before it failed, nobody knows: at least once, so all again.
      LOG.log(System.Logger.Level.WARNING, "SQS did not take a batch: {0}", failure.getMessage());
      return IntStream.range(0, bodies.size()).boxed().collect(Collectors.toSet());
    }
  }

  private byte[] request(List<String> bodies) {
    ObjectNode request = JSON.createObjectNode().put("QueueUrl", url.toString());
    ArrayNode entries = request.putArray("Entries");
    bodies.forEach(
        body -> entries.addObject().put("Id", "" + entries.size()).put("MessageBody", body));
    return request.toString().getBytes(UTF_8);
  }

  /** Ids count from one, positions from zero. */
  private static Set<Integer> refused(JsonNode answer) {
    Set<Integer> refused = new TreeSet<>();
    answer.path("Failed").forEach(entry -> refused.add(entry.path("Id").asInt() - 1));
    return refused;
  }

  private JsonNode call(byte[] body) throws IOException {
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(url.resolve("/"))
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .putHeader("Content-Length", Integer.toString(body.length))
            .putHeader("X-Amz-Target", "AmazonSQS.SendMessageBatch")
            .build();
    SignedRequest signed =
        signer.sign(
            sign ->
                sign.identity(credentials.resolveCredentials())
                    .request(unsigned)
                    .payload(() -> new ByteArrayInputStream(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sqs")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
    HttpExecuteResponse response =
        http.prepareRequest(
                HttpExecuteRequest.builder()
                    .request(signed.request())
                    .contentStreamProvider(signed.payload().orElseThrow())
                    .build())
            .call();
    byte[] answer = new byte[0];
    if (response.responseBody().isPresent()) {
      try (var stream = response.responseBody().get()) {
        answer = stream.readAllBytes();
      }
    }
    if (!response.httpResponse().isSuccessful()) {
      throw new IOException(
          "status %d, %s".formatted(response.httpResponse().statusCode(), beginning(answer)));
    }
    return JSON.readTree(answer);
  }

  private static String beginning(byte[] answer) {
    return new String(answer, 0, Math.min(answer.length, LONGEST_REASON), UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
