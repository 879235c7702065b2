package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.handlers.direct.Endpoint;
import dev.broadside.handlers.direct.Loop;
import dev.broadside.handlers.direct.Traffic;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that sends, in a TLS record behind its answer, an answer that nobody asked for. */
@Timeout(60)
@Order(1)
final class OutOfStepOverTlsTest {
  private static final String ANSWER = "HTTP/1.1 %d any\r\ncontent-length: 0\r\n\r\n";

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, Transport.best().handler());
  private final AtomicInteger connections = new AtomicInteger();

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private Channel serve(SslContext tls) throws InterruptedException {
    return new ServerBootstrap()
        .group(group)
        .channel(Transport.best().server())
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                connections.incrementAndGet();
                SslHandler records = tls.newHandler(channel.alloc());
                // Each write is a record, and both leave together.
                records.setWrapDataSize(0);
                channel.pipeline().addLast(records).addLast(new Twice());
              }
            })
        .bind(new InetSocketAddress(NetUtil.LOCALHOST4, 0))
        .sync()
        .channel();
  }

  private static final class Twice extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object request) {
      ReferenceCountUtil.release(request);
      for (int status : new int[] {200, 410}) {
        byte[] bytes = ANSWER.formatted(status).getBytes(StandardCharsets.US_ASCII);
        ctx.write(Unpooled.wrappedBuffer(bytes), ctx.voidPromise());
      }
      ctx.flush();
    }
  }

  private static SSLContext trusting(Certificate certificate) throws Exception {
    try (InputStream pem = Files.newInputStream(certificate.pem())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "stage", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    }
  }

  /** Three requests. */
  private static final class Three implements Traffic<Integer> {
    final List<String> ends = new ArrayList<>();
    private int next;

    @Override
    public @Nullable Integer next() {
      return next < 3 ? (Integer) next++ : null;
    }

    @Override
    public long waitNanos() {
      return -1;
    }

    @Override
    public long attemptNanos() {
      return TimeUnit.SECONDS.toNanos(30);
    }

    @Override
    public int mostBytes(Integer request) {
      return 100;
    }

    @Override
    public void write(Integer request, ByteBuffer into) {
      into.put("POST / HTTP/1.1\r\ncontent-length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void answered(Integer request, int status) {
      ends.add(request + " " + status);
    }

    @Override
    public void failed(Integer request, IOException failure) {
      ends.add(request + " " + failure);
    }
  }

  @Test
  void isNotAskedAgainOnThatConnection(@TempDir Path folder) throws Exception {
    Certificate certificate =
        new CertificateFolder(folder.resolve("tls"), Clock.systemUTC()).certificate();
    Channel server = serve(certificate.server());
    int port = ((InetSocketAddress) server.localAddress()).getPort();
    Endpoint endpoint = Endpoint.of(URI.create("https://localhost:" + port));
    Three requests = new Three();
    try (Loop<Integer> loop = Loop.to(endpoint, 1, trusting(certificate))) {
      loop.run(requests);
    }
    assertEquals(List.of("0 200", "1 200", "2 200"), requests.ends);
    assertEquals(3, connections.get());
  }
}
