package dev.broadside.handlers;

import java.net.URI;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
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
    this.http = Clients.connections(settings.concurrency());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // settle takes both ends of each future
  public void post(URI endpoint, SdkBytes message, Iterator<String> connections, Tally tally) {
    ApiGatewayManagementApiAsyncClient client =
        clients.computeIfAbsent(endpoint, at -> Clients.posts(settings, at, http));
    Semaphore permits = new Semaphore(settings.concurrency());
    try {
      while (connections.hasNext()) {
        String id = connections.next();
        permits.acquireUninterruptibly();
        start(client, id, message)
            .whenComplete((answer, failure) -> settle(id, failure, tally, permits));
      }
    } finally {
      permits.acquireUninterruptibly(settings.concurrency());
    }
  }

  /* The client reports most errors through the future, but may throw what it finds beforehand. */
  private static CompletableFuture<?> start(
      ApiGatewayManagementApiAsyncClient client, String id, SdkBytes message) {
    try {
      return client.postToConnection(request -> request.connectionId(id).data(message));
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private static void settle(
      String id, @Nullable Throwable failure, Tally tally, Semaphore permits) {
    try {
      if (failure == null) {
        tally.posted();
      } else {
        tally.failed(id, failure);
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
