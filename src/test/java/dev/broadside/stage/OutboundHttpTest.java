package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The connections of a routing that a reload replaced. */
@Timeout(60)
class OutboundHttpTest {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, Transport.best().handler());
  private final EventLoop loop = group.next();
  private final OutboundHttp http = new OutboundHttp();
  private ServerSocket target;

  @BeforeEach
  void start() throws IOException {
    target = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    target.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private CompletableFuture<Outcome> send() {
    CompletableFuture<Outcome> end = new CompletableFuture<>();
    InetSocketAddress address = (InetSocketAddress) target.getLocalSocketAddress();
    loop.execute(
        () -> http.send(loop, address, OutboundHttp.request("GET", "/", "h", ""), end::complete));
    return end;
  }

  private static void answer(Socket line) throws IOException {
    String head = "";
    while (!head.endsWith("\r\n\r\n")) {
      head += (char) line.getInputStream().read();
    }
    line.getOutputStream()
        .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void anIdleConnectionEndsWithItsRouting() throws Exception {
    CompletableFuture<Outcome> end = send();
    try (Socket line = target.accept()) {
      answer(line);
      assertInstanceOf(Outcome.Answered.class, end.get());
      http.retire();
      assertEquals(-1, line.getInputStream().read());
    }
  }

  @Test
  void whatIsUnderWayIsAnsweredFirst() throws Exception {
    CompletableFuture<Outcome> end = send();
    try (Socket line = target.accept()) {
      http.retire();
      loop.submit(() -> {}).sync();
      answer(line);
      assertInstanceOf(Outcome.Answered.class, end.get());
      assertEquals(-1, line.getInputStream().read());
    }
  }

  @Test
  void whatComesLateIsAnsweredAndKeepsNothingOpen() throws Exception {
    http.retire();
    CompletableFuture<Outcome> end = send();
    try (Socket line = target.accept()) {
      answer(line);
      assertInstanceOf(Outcome.Answered.class, end.get());
      assertEquals(-1, line.getInputStream().read());
    }
  }
}
