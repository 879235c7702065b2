package dev.broadside.conform;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/**
 * {@code @connections} of one stage, called by the JDK's HTTP client with a signature of the SDK's,
 * and by the SDK's own client, which shows what handlers would get.
 */
final class Management implements Closeable {
  /** What the JDK's client sets itself. */
  private static final Set<String> OWN_HEADERS = Set.of("host", "content-length");

  private final URI endpoint;
  private final Access access;
  private final Duration patience;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /**
   * Who calls.
   *
   * @param credentials null where there are none
   */
  record Access(@Nullable AwsCredentials credentials, String region) {}

  Management(URI endpoint, Access access, Duration patience) {
    this.endpoint = endpoint;
    this.access = access;
    this.patience = patience;
  }

  /** A call, signed. The path is raw, as it goes over the wire, below the stage. */
  Answer call(String method, String rawPath, byte[] body)
      throws CannotCheck, IOException, InterruptedException {
    return call(method, rawPath, body, Map.of());
  }

  /** The same with further headers. */
  Answer call(String method, String rawPath, byte[] body, Map<String, String> more)
      throws CannotCheck, IOException, InterruptedException {
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(endpoint)
            .encodedPath(endpoint.getRawPath() + rawPath);
    more.forEach(request::putHeader);
    AwsCredentials credentials = credentials();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(credentials)
                        .request(request.build())
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, access.region))
            .request();
    return send(method, rawPath, body, signed.headers());
  }

  /** A call that nobody signed. */
  Answer callUnsigned(String method, String rawPath, byte[] body)
      throws IOException, InterruptedException {
    return send(method, rawPath, body, Map.of());
  }

  Answer post(String connectionId, byte[] body)
      throws CannotCheck, IOException, InterruptedException {
    return call("POST", path(connectionId), body);
  }

  /** As the SDKs write it: the equals sign escaped. */
  static String path(String connectionId) {
    return "/@connections/" + connectionId.replace("=", "%3D");
  }

  private Answer send(String method, String rawPath, byte[] body, Map<String, List<String>> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint + rawPath))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.forEach(
        (name, values) -> {
          if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    HttpResponse<String> answer = await(http.sendAsync(request.build(), BodyHandlers.ofString()));
    Map<String, List<String>> lower = new TreeMap<>();
    answer
        .headers()
        .map()
        .forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
    return new Answer(answer.statusCode(), lower, answer.body());
  }

  /** The client's own timeout ends with the headers; a body may never end. */
  private HttpResponse<String> await(CompletableFuture<HttpResponse<String>> answer)
      throws IOException, InterruptedException {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer within " + patience.toMillis() / 1e3 + " s");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException why ? why : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  /** The SDK's client, with or without its retries; its user closes it. */
  ApiGatewayManagementApiClient sdk(boolean retries) throws CannotCheck {
    RetryStrategy strategy =
        retries ? AwsRetryStrategy.standardRetryStrategy() : AwsRetryStrategy.doNotRetry();
    return ApiGatewayManagementApiClient.builder()
        .region(Region.of(access.region))
        .endpointOverride(endpoint)
        .credentialsProvider(StaticCredentialsProvider.create(credentials()))
        .httpClientBuilder(Apache5HttpClient.builder().socketTimeout(patience))
        .overrideConfiguration(o -> o.retryStrategy(strategy))
        .build();
  }

  private AwsCredentials credentials() throws CannotCheck {
    AwsCredentials credentials = access.credentials;
    if (credentials == null) {
      throw new CannotCheck(
          "@connections wants AWS credentials, and the environment has none: set AWS_ACCESS_KEY_ID"
              + " and AWS_SECRET_ACCESS_KEY");
    }
    return credentials;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
