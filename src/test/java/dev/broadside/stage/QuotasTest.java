package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.aws.Latency;
import dev.broadside.aws.Profile;
import dev.broadside.aws.Profile.Quotas;
import dev.broadside.aws.Profile.Service;
import dev.broadside.aws.Quota;
import dev.broadside.template.Template;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;

/** What a profile's quotas and latencies do to clients and callers. */
@Timeout(60)
class QuotasTest {
  /** So slow that a test sees no second token. */
  private static final double NEVER = 0.001;

  private static final Quotas NONE = new Quotas(null, null, null, null, null);

  static Rules rules(Quotas quotas, Map<Service, Latency> latencies) {
    Profile.Tables tables = new Profile.Tables(Latency.NONE, null, null, null, null);
    Profile profile = new Profile("test", 1, quotas, latencies, tables, "Slow down");
    return new Rules(Lifetime.OF_AWS, false, profile);
  }

  private static Rules rules(@Nullable Quota connects, @Nullable Quota requests) {
    return rules(new Quotas(connects, requests, null, null, null), Map.of());
  }

  static Latency constant(int millis) {
    return new Latency(Duration.ofMillis(millis), Duration.ofMillis(millis));
  }

  @Test
  void aHandshakeBeyondTheQuotaIs429() throws Exception {
    try (BareStage stage = new BareStage(rules(new Quota(NEVER, 2), null), BareStage.CONNECT)) {
      stage.open();
      stage.open();
      String refusal = RawHttp.upgrade(stage.port(), "/prod");
      assertTrue(refusal.startsWith("http/1.1 429 "), refusal);
      assertTrue(stage.counters.snapshot().toJson().contains("\"throttledConnects\":1"));
    }
  }

  @Test
  void handshakesMessagesAndPostsShareOneBucketAndEachIsRefusedInItsWay() throws Exception {
    try (BareStage stage =
            new BareStage(rules(null, new Quota(NEVER, 4)), BareStage.CONNECT, BareStage.TWO_WAY);
        ApiGatewayManagementApiClient sdk = stage.sdk()) {
      stage.functions.answer("ask", PlayedFunctions.answered(200, "fine"));
      TestClient client = stage.open();
      String id = stage.nextConnectionId();
      assertEquals("fine", client.ask("{\"action\":\"ask\"}"));
      sdk.postToConnection(p -> p.connectionId(id).data(SdkBytes.fromUtf8String("hello")));
      assertEquals("hello", client.next());
      sdk.getConnection(p -> p.connectionId(id));

      JsonNode frame = new ObjectMapper().readTree(client.ask("{\"action\":\"ask\"}"));
      assertEquals("Slow down", frame.get("message").asText());
      assertEquals(id, frame.get("connectionId").asText());
      assertThrows(
          LimitExceededException.class,
          () -> sdk.postToConnection(p -> p.connectionId(id).data(SdkBytes.fromUtf8String("x"))));
      assertTrue(RawHttp.upgrade(stage.port(), "/prod").startsWith("http/1.1 429 "));
      assertEquals(2, stage.counters.snapshot().throttled(), "two attempts of one post");
      assertEquals(2, stage.counters.snapshot().posts());
    }
  }

  @Test
  void aRouteIsThrottledAsTheTemplateSays() {
    Template.Throttles throttles =
        new Template.Throttles(
            new Template.Throttle(NEVER, 1), Map.of("ask", new Template.Throttle(NEVER, 2)));
    Api api =
        new Api(
            "id",
            "prod",
            "h",
            message -> null,
            Map.of("ask", BareStage.TWO_WAY, "tell", BareStage.ONE_WAY),
            Map.of(),
            throttles);
    Throttling throttling = new Throttling(NONE, api, () -> 0, new CloudCounters());
    assertTrue(throttling.message(BareStage.ONE_WAY));
    assertEquals(false, throttling.message(BareStage.ONE_WAY));
    for (int i = 0; i < 2; i++) {
      assertTrue(throttling.message(BareStage.TWO_WAY));
    }
    assertEquals(false, throttling.message(BareStage.TWO_WAY));
    assertTrue(throttling.message(null) && throttling.connect());
  }

  @Test
  void aPostTakesTheProfilesTimeAndOneWhoseClientLeftMeanwhileIsGone() throws Exception {
    Rules slow = rules(NONE, Map.of(Service.POST, constant(300)));
    try (BareStage stage = new BareStage(slow, BareStage.CONNECT, BareStage.DISCONNECT);
        ApiGatewayManagementApiClient sdk = stage.sdk()) {
      TestClient client = stage.open();
      String id = stage.nextConnectionId();
      long began = System.nanoTime();
      post(sdk, id);
      assertTrue(System.nanoTime() - began >= TimeUnit.MILLISECONDS.toNanos(300));
      assertEquals("hello", client.next());
      client.closeBlocking();
      stage.nextDisconnect();

      boolean gone = false;
      while (!gone) {
        // Where leaving took longer than the post did, somebody else leaves.
        gone = isGoneMeanwhile(stage, sdk);
      }
    }
  }

  private static void post(ApiGatewayManagementApiClient sdk, String id) {
    sdk.postToConnection(p -> p.connectionId(id).data(SdkBytes.fromUtf8String("hello")));
  }

  /** Whether a post that is under way when its client leaves finds nobody. */
  private static boolean isGoneMeanwhile(BareStage stage, ApiGatewayManagementApiClient sdk)
      throws Exception {
    TestClient client = stage.open();
    String id = stage.nextConnectionId();
    CompletableFuture<Void> late = CompletableFuture.runAsync(() -> post(sdk, id));
    client.closeBlocking();
    stage.nextDisconnect();
    try {
      late.get(20, TimeUnit.SECONDS);
      return false;
    } catch (ExecutionException end) {
      assertTrue(end.getCause() instanceof GoneException, String.valueOf(end));
      return true;
    }
  }

  @Test
  void invocationsBeyondTheConcurrencyFailAndAPlaceIsFreeAgainAfterwards() {
    Quotas two = new Quotas(null, null, null, 2, null);
    List<Consumer<Invocation>> underWay = new ArrayList<>();
    CloudCounters counters = new CloudCounters();
    Invoker invoker =
        CloudInvoker.of(
            (loop, call, done) -> underWay.add(done),
            new Cloud(rules(two, Map.of()).profile(), () -> 0),
            counters);
    List<Invocation> ends = new ArrayList<>();
    try (Loop loop = new Loop()) {
      for (int i = 0; i < 3; i++) {
        invoker.invoke(loop.loop, call(29), ends::add);
      }
      assertEquals(
          List.of(new Invocation.Failed("f was throttled: 2 invocations are under way")), ends);
      underWay.getFirst().accept(new Invocation.TimedOut());
      invoker.invoke(loop.loop, call(29), ends::add);
      assertEquals(3, underWay.size());
      assertTrue(counters.toJson().contains("\"throttledInvocations\":1"));
    }
  }

  @Test
  void theProfilesLatencyIsPartOfTheTimeThatACallerWaits() throws Exception {
    Cloud cloud = new Cloud(rules(NONE, Map.of(Service.INVOKE, constant(20))).profile(), () -> 0);
    CompletableFuture<Duration> left = new CompletableFuture<>();
    Invoker invoker =
        CloudInvoker.of(
            (loop, call, done) -> left.complete(call.limit()), cloud, new CloudCounters());
    CompletableFuture<Invocation> tooLate = new CompletableFuture<>();
    try (Loop loop = new Loop()) {
      invoker.invoke(loop.loop, call(60), done -> {});
      assertEquals(Duration.ofMillis(28_980), left.get(20, TimeUnit.SECONDS));
      Invoker.Call impatient = new Invoker.Call("f", new byte[0], Duration.ofMillis(1));
      invoker.invoke(loop.loop, impatient, tooLate::complete);
      assertEquals(new Invocation.TimedOut(), tooLate.get(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void anHttpApiSharesTheConcurrencyAndHasALimitOfItsOwn() {
    Quotas one = new Quotas(null, null, Duration.ofSeconds(5), 1, null);
    List<Duration> limits = new ArrayList<>();
    List<Consumer<Invocation>> underWay = new ArrayList<>();
    Invoker webSocket =
        CloudInvoker.of(
            (loop, call, done) -> {
              limits.add(call.limit());
              underWay.add(done);
            },
            new Cloud(rules(one, Map.of()).profile(), () -> 0),
            new CloudCounters());
    Invoker http = CloudInvoker.forHttp(webSocket);
    List<Invocation> refused = new ArrayList<>();
    try (Loop loop = new Loop()) {
      webSocket.invoke(loop.loop, call(29), done -> {});
      http.invoke(loop.loop, call(30), refused::add);
      underWay.getFirst().accept(new Invocation.TimedOut());
      http.invoke(loop.loop, call(30), done -> {});
    }
    assertEquals(1, refused.size());
    assertEquals(List.of(Duration.ofSeconds(5), Duration.ofSeconds(30)), limits);
  }

  @Test
  void aProfileThatAddsNothingToInvocationsIsNotAsked() {
    Invoker plain = (loop, call, done) -> {};
    Cloud ideal = new Cloud(Rules.USUAL.profile(), System::nanoTime);
    assertEquals(plain, CloudInvoker.of(plain, ideal, new CloudCounters()));
    assertEquals(null, TableModel.of(ideal, new CloudCounters()));
  }

  private static Invoker.Call call(int seconds) {
    return new Invoker.Call("f", new byte[0], Duration.ofSeconds(seconds));
  }

  /** An event loop for a while. */
  private static final class Loop implements AutoCloseable {
    private final DefaultEventLoopGroup group = new DefaultEventLoopGroup(1);
    private final EventLoop loop = group.next();

    @Override
    public void close() {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1_000);
    }
  }
}
