package dev.broadside.cloud;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * A DynamoDB that somebody named: AWS's own, or an endpoint.
 *
 * @param endpoint none for AWS's own
 */
public record DynamoDbAt(@Nullable URI endpoint, String region) {
  private static final String AWS = "aws";
  private static final Pattern URL = Pattern.compile("https?://[\\w.-]+(:\\d{1,5})?/?");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int CONNECTIONS = 16;

  /** DynamoDB Local takes any credentials of letters and digits; they open nothing. */
  private static final String ANY = "local";

  private static final String ANY_REGION = "us-east-1";

  /**
   * What {@code --dynamodb} says.
   *
   * @param where {@code aws} or a URL
   * @throws IllegalArgumentException if it is neither; the message is for people
   * @throws CloudException if no region is set
   */
  public static DynamoDbAt parse(String where) throws CloudException {
    if (where.equals(AWS)) {
      return new DynamoDbAt(null, usualRegion());
    }
    // A name with an underscore is no host to Java, and no host at all would be this machine.
    if (!URL.matcher(where).matches() || URI.create(where).getHost() == null) {
      throw new IllegalArgumentException(
          "--dynamodb takes aws or a URL like http://127.0.0.1:8000, its host of letters, digits and hyphens, not '"
              + where
              + "'");
    }
    URI endpoint = URI.create(where);
    return new DynamoDbAt(endpoint, isLoopback(endpoint) ? ANY_REGION : usualRegion());
  }

  private static String usualRegion() throws CloudException {
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
    } catch (SdkException e) {
      throw new CloudException("no AWS region is set: set AWS_REGION or AWS_PROFILE", e);
    }
  }

  /** Whether it is on this machine, where nothing costs money. */
  public boolean isLoopback() {
    return endpoint != null && isLoopback(endpoint);
  }

  private static boolean isLoopback(URI endpoint) {
    try {
      return InetAddress.getByName(endpoint.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** What {@link #parse} takes. */
  public String word() {
    return endpoint == null ? AWS : endpoint.toString();
  }

  /** As a sentence has it. */
  public String place() {
    return endpoint == null ? region : endpoint.toString();
  }

  /**
   * The SDK's client, with the credentials that it finds in its usual places; with any on this
   * machine.
   */
  public DynamoDbClient client(RetryStrategy retries, ExecutionInterceptor... interceptors)
      throws CloudException {
    DynamoDbClientBuilder builder =
        DynamoDbClient.builder()
            .region(Region.of(region))
            .credentialsProvider(credentials())
            .httpClientBuilder(
                Apache5HttpClient.builder().maxConnections(CONNECTIONS).socketTimeout(PATIENCE))
            .overrideConfiguration(
                limits ->
                    limits.retryStrategy(retries).executionInterceptors(List.of(interceptors)));
    return endpoint == null ? builder.build() : builder.endpointOverride(endpoint).build();
  }

  private AwsCredentialsProvider credentials() throws CloudException {
    if (isLoopback()) {
      return StaticCredentialsProvider.create(AwsBasicCredentials.create(ANY, ANY));
    }
    return Clients.credentials()
        .orElseThrow(
            () ->
                new CloudException(
                    "no AWS credentials were found: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"));
  }
}
