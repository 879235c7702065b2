package dev.broadside.handlers;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/** A post to the connection that an event is about, from inside the function that got the event. */
record SelfPost(Map<String, String> environment) {

  /** The HTTP status that the post earned. */
  int status(WebSocketEvent event) {
    String override = environment.get("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI");
    URI endpoint = override == null || override.isBlank() ? event.endpoint() : URI.create(override);
    try (SdkHttpClient http = Clients.oneConnection();
        ApiGatewayManagementApiClient client =
            ApiGatewayManagementApiClient.builder()
                .endpointOverride(endpoint)
                .httpClient(http)
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build()) {
      client.postToConnection(
          post ->
              post.connectionId(event.connectionId()).data(SdkBytes.fromUtf8String("too early")));
      return 200;
    } catch (AwsServiceException refused) {
      return refused.statusCode();
    }
  }
}
