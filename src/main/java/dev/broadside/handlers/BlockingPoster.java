package dev.broadside.handlers;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/** Posts with the SDK's blocking client, on the threads that its owner brings. */
final class BlockingPoster implements AutoCloseable {
  private final Settings settings;
  private final SdkHttpClient http;
  private final Map<URI, ApiGatewayManagementApiClient> clients = new HashMap<>();

  BlockingPoster(Settings settings, int connections) {
    this.settings = settings;
    this.http = Clients.connections(connections);
  }

  /** A thread's work: takes posts and makes them until there are none. */
  Runnable work(URI endpoint, SdkBytes message, Posts posts) {
    ApiGatewayManagementApiClient client =
        clients.computeIfAbsent(endpoint, at -> Clients.posts(settings, at, http));
    return () -> {
      for (Post post = posts.take(); post != null; post = posts.take()) {
        make(client, message, posts, post);
      }
    };
  }

  private static void make(
      ApiGatewayManagementApiClient client, SdkBytes message, Posts posts, Post post) {
    int status;
    try {
      client.postToConnection(
          request ->
              request
                  .connectionId(post.connectionId)
                  .data(message)
                  .overrideConfiguration(Clients.within(posts)));
      status = 200;
    } catch (AwsServiceException answer) {
      status = answer.statusCode();
    } catch (RuntimeException | Error failure) {
      // An error too: were it not counted, the other threads would wait for this post for ever.
      posts.failed(post, failure);
      return;
    }
    posts.answered(post, status);
  }

  @Override
  public void close() {
    clients.values().forEach(ApiGatewayManagementApiClient::close);
    http.close();
  }
}
