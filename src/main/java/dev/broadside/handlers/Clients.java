package dev.broadside.handlers;

import static software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiAsyncClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The SDK clients with every time limit spelled out.
 *
 * <p>Calls to DynamoDB keep the SDK's retries, since a lost {@code PutItem} loses a connection and
 * a lost page those on it; as many as the time of a call has room for, since the SDK's usual three
 * attempts are over before a throttled table has recovered. Posts have none: a 429 retried by the
 * SDK costs seconds of a slot that other posts wait for, and nobody sees it. What to do about a
 * failed post is the fanout's decision.
 */
final class Clients {
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration TABLE_ATTEMPT = Duration.ofSeconds(3);
  private static final Duration TABLE_CALL = Duration.ofSeconds(10);
  private static final int TABLE_ATTEMPTS = 8;
  private static final Duration POST = Duration.ofSeconds(5);

  private Clients() {}

  static DynamoDbClient dynamoDb(Settings settings) {
    var builder =
        DynamoDbClient.builder()
            .region(settings.region())
            .httpClientBuilder(Apache5HttpClient.builder().connectionTimeout(CONNECT))
            .overrideConfiguration(
                limits ->
                    limits
                        .retryStrategy(
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(TABLE_ATTEMPTS)
                                .build())
                        .apiCallAttemptTimeout(TABLE_ATTEMPT)
                        .apiCallTimeout(TABLE_CALL));
    if (settings.dynamoDb() != null) {
      builder.endpointOverride(settings.dynamoDb());
    }
    return builder.build();
  }

  /** An HTTP client for posts one after another; its maker closes it. */
  static SdkHttpClient oneConnection() {
    return connections(1);
  }

  /** An HTTP client for {@code most} posts at once, each on a thread; its maker closes it. */
  static SdkHttpClient connections(int most) {
    return Apache5HttpClient.builder()
        .maxConnections(most)
        .connectionTimeout(CONNECT)
        .socketTimeout(POST)
        .build();
  }

  /**
   * An HTTP client for {@code concurrency} posts at once; its maker closes it. Without {@code
   * maxConcurrency} it would hold the rest back at 50, and say nothing.
   */
  static SdkAsyncHttpClient asyncConnections(int concurrency) {
    return AwsCrtAsyncHttpClient.builder()
        .maxConcurrency(concurrency)
        .connectionTimeout(CONNECT)
        .connectionAcquisitionTimeout(POST)
        .build();
  }

  static ApiGatewayManagementApiClient posts(Settings settings, URI endpoint, SdkHttpClient http) {
    return ApiGatewayManagementApiClient.builder()
        .region(settings.region())
        .endpointOverride(endpoint)
        .httpClient(http)
        .overrideConfiguration(Clients::once)
        .build();
  }

  /**
   * The async client. Its futures complete on CRT's event loop, which spares a hand-over to another
   * thread for each post: whoever waits for them there only counts, and never blocks.
   */
  static ApiGatewayManagementApiAsyncClient posts(
      Settings settings, URI endpoint, SdkAsyncHttpClient http) {
    return ApiGatewayManagementApiAsyncClient.builder()
        .region(settings.region())
        .endpointOverride(endpoint)
        .httpClient(http)
        .overrideConfiguration(Clients::once)
        .asyncConfiguration(
            async -> async.advancedOption(FUTURE_COMPLETION_EXECUTOR, Runnable::run))
        .build();
  }

  /** Nothing where the usual limit fits into the time that is left, else that time. */
  static @Nullable AwsRequestOverrideConfiguration within(Posts posts) {
    long nanos = posts.attemptNanos();
    return nanos >= POST.toNanos()
        ? null
        : AwsRequestOverrideConfiguration.builder().apiCallTimeout(Duration.ofNanos(nanos)).build();
  }

  private static void once(ClientOverrideConfiguration.Builder limits) {
    limits.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(POST);
  }
}
