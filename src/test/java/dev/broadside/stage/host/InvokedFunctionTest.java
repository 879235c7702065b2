package dev.broadside.stage.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The header on the wire, put there by whatever SDK client a handler makes. */
@Timeout(30)
class InvokedFunctionTest {
  private final List<String> names = new ArrayList<>();
  private final HttpServer server;

  InvokedFunctionTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          names.add(exchange.getRequestHeaders().getFirst(InvokedFunction.HEADER));
          byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    InvokedFunction.set(null);
    server.stop(0);
  }

  @Test
  void aCallCarriesTheFunctionAlsoFromAThreadThatItStartedAndOutsideNone() throws Exception {
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClientBuilder(Apache5HttpClient.builder())
            .build()) {
      client.listTables();
      InvokedFunction.set("Send");
      client.listTables();
      Thread thread = new Thread(client::listTables);
      thread.start();
      thread.join();
      InvokedFunction.set(null);
      client.listTables();
    }
    assertEquals(Arrays.asList(null, "Send", "Send", null), names);
  }
}
