package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WireBytesTest {
  /** Netty's own encoder writes what is counted. */
  @Property(tries = 100)
  void aRequestHasTheBytesThatAnEncoderWritesOfIt(
      @ForAll @NumericChars @StringLength(max = 30) String path,
      @ForAll @Size(max = 5) List<@NumericChars @StringLength(max = 40) String> values,
      @ForAll @IntRange(max = 5_000) int body) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.POST,
            "/prod/@connections/" + path,
            Unpooled.buffer().writeZero(body));
    for (int i = 0; i < values.size(); i++) {
      request.headers().add("x-header-" + i, values.get(i));
    }
    request.headers().set("content-length", body);
    long counted = WireBytes.of(request);

    EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestEncoder());
    channel.writeOutbound(request);
    long written = 0;
    for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
      written += bytes.readableBytes();
      bytes.release();
    }
    assertEquals(written, counted);
    channel.close();
  }

  @Test
  @Timeout(300)
  void thePostsOfABroadcastAreCountedWithTheFramesThatTheyBecame() throws Exception {
    try (BareStage stage = BareStage.withAllRoutes();
        RawHttp client = stage.openRaw();
        RawHttp caller = new RawHttp(stage.port())) {
      String post =
          "POST /prod/@connections/%s HTTP/1.1\r\nhost: stage\r\ncontent-length: 200\r\n\r\n%s"
              .formatted(stage.nextConnectionId().replace("=", "%3D"), "x".repeat(200));
      caller.send(post.getBytes(StandardCharsets.US_ASCII));
      client.readFrame();

      // Of a frame of 200 bytes, four are its head (RFC 6455, section 5.2).
      assertEquals(post.length() + 4 + 200, stage.counters.snapshot().bytes());
    }
  }

  @Test
  @Timeout(300)
  void aPostToNobodyIsCountedWithoutAFrame() throws Exception {
    try (BareStage stage = BareStage.withAllRoutes();
        RawHttp caller = new RawHttp(stage.port())) {
      String post =
          "POST /prod/@connections/AAAAAAAAIAMCAAA%3D HTTP/1.1\r\nhost: stage\r\ncontent-length: 1\r\n\r\nx";
      caller.send(post.getBytes(StandardCharsets.US_ASCII));
      caller.readHead();
      assertEquals(post.length(), stage.counters.snapshot().bytes());
    }
  }
}
