package dev.broadside.stage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.template.HttpApi;
import dev.broadside.template.Template;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/**
 * The stage's port with no process behind it: the test plays the functions, which are named as
 * their routes, and turns the clock. The sweep runs when the test says so.
 */
final class BareStage implements AutoCloseable {
  static final Template.Route CONNECT = new Template.Route("$connect", "$connect", false);
  static final Template.Route DISCONNECT = new Template.Route("$disconnect", "$disconnect", false);
  static final Template.Route ONE_WAY = new Template.Route("tell", "tell", false);
  static final Template.Route TWO_WAY = new Template.Route("ask", "ask", true);

  final ManualClock clock = new ManualClock();
  final PlayedFunctions functions = new PlayedFunctions();
  final Counters counters = new Counters();
  private final StageServer server;
  private final Services services;
  private final LiveApi api;

  BareStage(Rules rules, Template.Route... routes) throws StageException {
    this(new Doorway(), null, rules, api(routes));
  }

  /** With tables, once they are {@link #tables opened}. */
  BareStage(Rules rules, List<Template.Table> tables, Template.Route... routes)
      throws StageException {
    this(rules, routes);
    services.dynamoDb().know(tables);
  }

  BareStage(Rules rules, Template.WebSocketApi webSocketApi) throws StageException {
    this(new Doorway(), null, rules, webSocketApi);
  }

  /** Entered by {@code doorway}, with an HTTP API beside the WebSocket API. */
  BareStage(Doorway doorway, @Nullable HttpApi http, Rules rules, Template.Route... routes)
      throws StageException {
    this(doorway, http, rules, api(routes));
  }

  private BareStage(
      Doorway doorway, @Nullable HttpApi http, Rules rules, Template.WebSocketApi webSocketApi)
      throws StageException {
    server = StageServer.bind(new InetSocketAddress(NetUtil.LOCALHOST4, 0), doorway);
    String authority = "127.0.0.1:" + server.port();
    services = Services.of(counters, "http://" + authority, rules.profile());
    LiveApi webSocket =
        LiveApi.of(Api.of(webSocketApi, authority), rules, functions, counters, services, clock);
    api = http == null ? webSocket : webSocket.with(http, authority, clock);
    server.serve(api.behind());
  }

  private static Template.WebSocketApi api(Template.Route... routes) {
    return new Template.WebSocketApi("A", "a", "$request.body.action", "prod", List.of(routes));
  }

  /** With one route of each kind, and AWS's rules. */
  static BareStage withAllRoutes() throws StageException {
    return new BareStage(Rules.USUAL, CONNECT, DISCONNECT, ONE_WAY, TWO_WAY);
  }

  /** From now on, tables are at {@code address}. */
  void tables(InetSocketAddress address) {
    services.dynamoDb().open(server.pools(address, new HttpPool.Bounds(1, 100)));
  }

  /** Sweeps, and returns when every connection whose time is up was told. */
  void sweepOnce() throws InterruptedException {
    api.sweep().pass();
    for (EventLoop loop : server.loops()) {
      loop.submit(() -> {}).sync();
    }
  }

  /** From now on SQS is at this port of the loopback address. */
  void openSqs(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    services.sqs().open(server.pools(address, new HttpPool.Bounds(2, 10)));
  }

  /** The connections that are no WebSockets. */
  Intakes intakes() {
    return api.behind().intakes();
  }

  Faults faults() {
    return api.faults();
  }

  Sweep sweep() {
    return api.sweep();
  }

  int port() {
    return server.port();
  }

  String url(String scheme, String path) {
    return scheme + "://127.0.0.1:" + port() + "/prod" + path;
  }

  /** A client on Java-WebSocket, connected. */
  TestClient open() throws InterruptedException {
    return TestClient.open(url("ws", ""));
  }

  /** A client that speaks in bytes, connected. */
  RawHttp openRaw() throws IOException {
    RawHttp raw = new RawHttp(port());
    String head =
        raw.send("GET /prod HTTP/1.1\r\nUser-Agent: raw/1\r\n" + RawHttp.UPGRADE + "\r\n")
            .readHead();
    if (!head.startsWith("http/1.1 101 ")) {
      throw new AssertionError(head);
    }
    return raw;
  }

  /** The id of the connection that {@code $connect} heard of next. */
  String nextConnectionId() throws InterruptedException {
    return functions.event("$connect").at("/requestContext/connectionId").asText();
  }

  /** Code and reason that {@code $disconnect} heard next. */
  String nextDisconnect() throws InterruptedException {
    JsonNode context = functions.event("$disconnect").get("requestContext");
    return context.get("disconnectStatusCode") + " " + context.get("disconnectReason").asText();
  }

  /** The AWS SDK's client, which tries twice without a pause. */
  static ApiGatewayManagementApiClient sdk(String endpoint, String secretKey) {
    return ApiGatewayManagementApiClient.builder()
        .endpointOverride(URI.create(endpoint))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", secretKey)))
        .httpClientBuilder(Apache5HttpClient.builder())
        .overrideConfiguration(
            o ->
                o.retryStrategy(
                    DefaultRetryStrategy.standardStrategyBuilder()
                        .maxAttempts(2)
                        .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                        .build()))
        .build();
  }

  ApiGatewayManagementApiClient sdk() {
    return sdk(url("http", ""), "local");
  }

  @Override
  public void close() {
    api.faults().close();
    api.sweep().close();
    server.close();
  }
}
