package dev.broadside.cloud;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** The SDK's clients for one region, sharing one way out. */
record Clients(CloudWatchClient metrics, CloudWatchLogsClient logs) implements AutoCloseable {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

  /** With the credentials that the SDK finds in its usual places; nothing where it finds none. */
  static Optional<AwsCredentialsProvider> credentials() {
    AwsCredentialsProvider found = DefaultCredentialsProvider.builder().build();
    try {
      found.resolveCredentials();
      return Optional.of(found);
    } catch (SdkException e) {
      // Its own words may quote what a credential process printed.
      return Optional.empty();
    }
  }

  /**
   * Makes them.
   *
   * @param endpoint of both, instead of AWS's own
   */
  static Clients of(String region, AwsCredentialsProvider credentials, @Nullable URI endpoint) {
    return new Clients(
        with(CloudWatchClient.builder(), region, credentials, endpoint)
            .httpClientBuilder(Apache5HttpClient.builder())
            .build(),
        with(CloudWatchLogsClient.builder(), region, credentials, endpoint)
            .httpClientBuilder(Apache5HttpClient.builder())
            .build());
  }

  private static <B extends AwsClientBuilder<B, C>, C> B with(
      B builder, String region, AwsCredentialsProvider credentials, @Nullable URI endpoint) {
    builder
        .region(Region.of(region))
        .credentialsProvider(credentials)
        .overrideConfiguration(o -> o.apiCallTimeout(ANSWER_WITHIN));
    return endpoint == null ? builder : builder.endpointOverride(endpoint);
  }

  @Override
  public void close() {
    metrics.close();
    logs.close();
  }
}
