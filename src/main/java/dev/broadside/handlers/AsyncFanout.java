package dev.broadside.handlers;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiAsyncClient;

/**
 * Posts to many connections at once, with the SDK's async client on CRT.
 *
 * <p>The invoking thread takes a permit for each post and the post gives it back, so that only that
 * thread ever waits. It waits uninterruptibly: each post ends within its call timeout.
 */
final class AsyncFanout implements Fanout {
  private final Settings settings;
  private final SdkAsyncHttpClient http;
  private final Map<URI, ApiGatewayManagementApiAsyncClient> clients = new HashMap<>();

  AsyncFanout(Settings settings) {
    this.settings = settings;
    this.http = Clients.asyncConnections(settings.concurrency());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // settle takes both ends of each future
  public void post(URI endpoint, SdkBytes message, Posts posts) {
    ApiGatewayManagementApiAsyncClient client =
        clients.computeIfAbsent(endpoint, at -> Clients.posts(settings, at, http));
    Semaphore permits = new Semaphore(settings.concurrency());
    while (true) {
      permits.acquireUninterruptibly();
      Post post = posts.take();
      if (post == null) {
        permits.release();
        break;
      }
      start(client, message, posts, post)
          .whenComplete((answer, failure) -> settle(posts, post, failure, permits));
    }
    permits.acquireUninterruptibly(settings.concurrency());
  }

  /* The client reports most errors through the future, but may throw what it finds beforehand. */
  private static CompletableFuture<?> start(
      ApiGatewayManagementApiAsyncClient client, SdkBytes message, Posts posts, Post post) {
    try {
      return client.postToConnection(
          request ->
              request
                  .connectionId(post.connectionId)
                  .data(message)
                  .overrideConfiguration(Clients.within(posts)));
    } catch (RuntimeException | Error failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private static void settle(
      Posts posts, Post post, @Nullable Throwable failure, Semaphore permits) {
    try {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      if (failure == null) {
        posts.answered(post, 200);
      } else if (cause instanceof AwsServiceException answer) {
        posts.answered(post, answer.statusCode());
      } else {
        posts.failed(post, failure);
      }
    } finally {
      permits.release();
    }
  }

  @Override
  public void close() {
    clients.values().forEach(ApiGatewayManagementApiAsyncClient::close);
    http.close();
  }
}
