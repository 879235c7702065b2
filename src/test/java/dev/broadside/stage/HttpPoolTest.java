package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.codec.http.FullHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which answer belongs to which request. */
@Timeout(60)
class HttpPoolTest {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, Transport.best().handler());
  private final EventLoop loop = group.next();
  private ServerSocket target;
  private HttpPool pool;

  @BeforeEach
  void start() throws IOException {
    target = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    pool =
        new HttpPool(
            loop, Transport.best(), target.getLocalSocketAddress(), new HttpPool.Bounds(1, 5));
  }

  @AfterEach
  void stop() throws IOException {
    target.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private CompletableFuture<String> send() {
    CompletableFuture<String> end = new CompletableFuture<>();
    loop.execute(
        () ->
            pool.send(
                OutboundHttp.request("GET", "/", "h", ""),
                Duration.ofMinutes(1),
                new HttpPool.Reply() {
                  @Override
                  public void answered(FullHttpResponse response) {
                    end.complete(
                        response.status().code()
                            + " "
                            + response.content().toString(StandardCharsets.UTF_8));
                  }

                  @Override
                  public void failed(Exception cause) {
                    end.complete(cause.toString());
                  }
                }));
    return end;
  }

  private static void answer(Socket line, String answer) throws IOException {
    InputStream in = line.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    line.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void anInformationalAnswerIsNotTheAnswer() throws Exception {
    CompletableFuture<String> first = send();
    CompletableFuture<String> second = send();
    try (Socket line = target.accept()) {
      String hints = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
      answer(line, hints + hints + "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1");
      assertEquals("200 1", first.get());
      answer(line, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2");
      assertEquals("200 2", second.get());
    }
  }
}
