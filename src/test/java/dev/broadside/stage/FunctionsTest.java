package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.broadside.template.Template;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FunctionsTest {
  private static final Duration LONG = Duration.ofSeconds(28);
  private final Transport transport = Transport.best();
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, transport.handler());
  private final EventLoop loop = group.next();

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private static Template.Function function(Duration timeout) {
    return new Template.Function("F", "f", "java21", "a.B", Map.of(), timeout, 512);
  }

  private Invocation invoke(Functions functions, Duration limit) throws Exception {
    CompletableFuture<Invocation> end = new CompletableFuture<>();
    Invoker.Call call = new Invoker.Call("F", new byte[0], limit);
    loop.execute(() -> functions.invoke(loop, call, end::complete));
    return end.get();
  }

  private HttpPools to(InetSocketAddress target) {
    return new HttpPools(List.of(loop), transport, target, new HttpPool.Bounds(1, 0));
  }

  @Test
  void theCallersLimitAndTheFunctionsOwnAreDifferentEnds() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      InetSocketAddress target = (InetSocketAddress) silent.getLocalSocketAddress();
      Functions functions = new Functions();
      functions.place(function(Duration.ofSeconds(3)), to(target));
      assertEquals(new Invocation.TimedOut(), invoke(functions, Duration.ofMillis(50)));
      functions.place(function(Duration.ofMillis(20)), to(target));
      assertInstanceOf(Invocation.Failed.class, invoke(functions, LONG));
    }
  }

  @Test
  void whatWaitsForAnEnvironmentUsesUpNoneOfTheFunctionsOwnTime() throws Exception {
    try (PlayedEmulator host = new PlayedEmulator()) {
      host.hold();
      Functions functions = new Functions();
      String[] at = host.authority().split(":", 2);
      InetSocketAddress target = new InetSocketAddress(at[0], Integer.parseInt(at[1]));
      functions.place(
          function(Duration.ofMillis(20)),
          new HttpPools(List.of(loop), transport, target, new HttpPool.Bounds(1, 1)));
      CompletableFuture<Invocation> first = new CompletableFuture<>();
      Invoker.Call call = new Invoker.Call("F", new byte[0], LONG);
      loop.execute(() -> functions.invoke(loop, call, first::complete));
      CompletableFuture<Invocation> second = new CompletableFuture<>();
      loop.execute(() -> functions.invoke(loop, call, second::complete));
      assertInstanceOf(Invocation.Failed.class, first.get());
      host.next();
      host.next();
      assertInstanceOf(Invocation.Failed.class, second.get());
    }
  }

  @Test
  void aFunctionThatIsDownOrHasNoPlaceFails() throws Exception {
    Functions functions = new Functions();
    assertInstanceOf(Invocation.Failed.class, invoke(functions, LONG));
    // Bound, so that it is nobody else's, and listening to nobody.
    try (Socket nobody = new Socket()) {
      nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      InetSocketAddress target = (InetSocketAddress) nobody.getLocalSocketAddress();
      functions.place(function(Duration.ofSeconds(3)), to(target));
      assertInstanceOf(Invocation.Failed.class, invoke(functions, LONG));
    }
  }
}
