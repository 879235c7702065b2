package dev.broadside.scale;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Where the rendezvous table is.
 *
 * @param endpoint the URL of an emulator, which any credentials open, or {@code aws}
 */
public record TableAddress(String table, String endpoint) {
  /** The table of who says nothing else. */
  public static final String DEFAULT_TABLE = "broadside-rendezvous";

  static final String AWS = "aws";

  /** DynamoDB Local takes any; they open nothing. */
  private static final String KEY = "local";

  private static final Duration ATTEMPT = Duration.ofSeconds(3);

  /** A client that tries everything once: what to do again is the protocol's decision. */
  DynamoDbClient client() throws ScaleException {
    var builder =
        DynamoDbClient.builder()
            .httpClientBuilder(Apache5HttpClient.builder().connectionTimeout(ATTEMPT))
            .overrideConfiguration(
                limits ->
                    limits
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(ATTEMPT.multipliedBy(2)));
    if (!endpoint.equals(AWS)) {
      builder
          .endpointOverride(uri())
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)));
    }
    try {
      return builder.build();
    } catch (SdkException e) {
      throw new ScaleException(
          "there is no client for DynamoDB (" + e.getMessage() + "): set AWS_REGION", e);
    }
  }

  private URI uri() throws ScaleException {
    try {
      URI uri = URI.create(endpoint);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw new ScaleException(notAnEndpoint(), e);
    }
    throw new ScaleException(notAnEndpoint());
  }

  private String notAnEndpoint() {
    return "BROADSIDE_DYNAMODB is '" + endpoint + "': write aws, or a URL like http://host:8000";
  }

  /** Makes the table where nobody else did: in an emulator of our own, which begins empty. */
  public void create() throws ScaleException {
    try (DynamoDbClient dynamo = client()) {
      dynamo.createTable(
          request ->
              request
                  .tableName(table)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(List.of(string(Names.PK), string(Names.SK)))
                  .keySchema(List.of(key(Names.PK, KeyType.HASH), key(Names.SK, KeyType.RANGE))));
    } catch (ResourceInUseException e) {
      // It is there.
      System.getLogger(TableAddress.class.getName())
          .log(System.Logger.Level.DEBUG, "the table is there", e);
    } catch (SdkException e) {
      throw new ScaleException("the table " + table + " cannot be made: " + e.getMessage(), e);
    }
  }

  private static AttributeDefinition string(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
