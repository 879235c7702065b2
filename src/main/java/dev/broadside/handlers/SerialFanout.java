package dev.broadside.handlers;

import java.net.URI;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/** Posts to one connection after another, as the seed does. */
final class SerialFanout implements Fanout {
  private final Settings settings;
  private final SdkHttpClient http = Clients.oneConnection();
  private final Map<URI, ApiGatewayManagementApiClient> clients = new HashMap<>();

  SerialFanout(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void post(URI endpoint, SdkBytes message, Iterator<String> connections, Tally tally) {
    ApiGatewayManagementApiClient client =
        clients.computeIfAbsent(endpoint, at -> Clients.posts(settings, at, http));
    while (connections.hasNext()) {
      String id = connections.next();
      try {
        client.postToConnection(request -> request.connectionId(id).data(message));
        tally.posted();
      } catch (RuntimeException failure) {
        tally.failed(id, failure);
      }
    }
  }

  @Override
  public void close() {
    clients.values().forEach(ApiGatewayManagementApiClient::close);
    http.close();
  }
}
