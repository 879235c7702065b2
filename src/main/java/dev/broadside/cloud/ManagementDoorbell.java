package dev.broadside.cloud;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/**
 * {@code GET @connections/ID}, which says of an open connection who it is and of another 410. It
 * sends nothing to anybody and, as a GET of a connection's state, invokes no function.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">Use
 * @connections commands</a>
 */
final class ManagementDoorbell implements Doorbell {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final int FORBIDDEN = 403;
  private static final int GONE = 410;
  private static final int PATIENCE = 10;

  private final URI endpoint;
  private final ApiGatewayManagementApiClient client;
  private int unanswered;

  private ManagementDoorbell(URI endpoint, ApiGatewayManagementApiClient client) {
    this.endpoint = endpoint;
    this.client = client;
  }

  /**
   * That of a stage.
   *
   * @param target {@code wss://…}; what its query says is left out
   * @param region where the address does not tell it
   */
  static ManagementDoorbell of(String target, String region) throws CloudException {
    URI endpoint = endpoint(target);
    String signed = StageAddress.of(target).map(StageAddress::region).orElse(region);
    return new ManagementDoorbell(
        endpoint,
        ApiGatewayManagementApiClient.builder()
            .region(Region.of(signed))
            .endpointOverride(endpoint)
            .credentialsProvider(credentials(endpoint))
            .httpClientBuilder(Apache5HttpClient.builder())
            .overrideConfiguration(
                limits ->
                    limits
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(ANSWER_WITHIN))
            .build());
  }

  /** The address of the stage as HTTP: {@code wss} and {@code https} have the same path. */
  static URI endpoint(String target) throws CloudException {
    if (!target.matches("wss?://[^/?#@\\s]+[^?#@\\s]*([?#].*)?")) {
      throw new CloudException(
          "the stage must be an address like wss://abc.execute-api.eu-central-1.amazonaws.com/prod: give it with --target");
    }
    return URI.create("http" + target.substring(2).replaceFirst("[?#].*", ""));
  }

  private static AwsCredentialsProvider credentials(URI endpoint) throws CloudException {
    if (isLoopback(endpoint)) {
      // A local stage takes any, or wants none.
      return StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    }
    return Clients.credentials()
        .orElseThrow(
            () ->
                new CloudException(
                    "no AWS credentials were found: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"));
  }

  private static boolean isLoopback(URI endpoint) throws CloudException {
    try {
      return InetAddress.getByName(endpoint.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new CloudException(
          "the host " + endpoint.getHost() + " is unknown: check --target's spelling and the DNS",
          e);
    }
  }

  @Override
  public Answer ring(String connection) throws CloudException {
    try {
      client.getConnection(request -> request.connectionId(connection));
      unanswered = 0;
      return Answer.OPEN;
    } catch (AwsServiceException refused) {
      unanswered = 0;
      // By its status: what stands in front of a stage may leave out the header with its name.
      if (refused.statusCode() == GONE) {
        return Answer.GONE;
      }
      if (refused.statusCode() == FORBIDDEN) {
        throw new CloudException(
            "these credentials lack execute-api:ManageConnections at %s: add it to their policy, or correct --target"
                .formatted(endpoint.getHost()),
            refused);
      }
      return Answer.UNSURE;
    } catch (SdkException silent) {
      if (++unanswered >= PATIENCE) {
        throw new CloudException(
            "the stage at %s did not answer %d times in a row: check --target and the way there"
                .formatted(endpoint.getHost(), unanswered),
            silent);
      }
      return Answer.UNSURE;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
