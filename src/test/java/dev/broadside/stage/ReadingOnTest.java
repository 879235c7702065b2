package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import org.junit.jupiter.api.Test;

/** Whoever is not to be read any further is not read to the end of what has begun, either. */
class ReadingOnTest {
  private int reads;

  private EmbeddedChannel channel(ChannelHandler... handlers) {
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void read(ChannelHandlerContext ctx) {
                reads++;
                ctx.read();
              }
            });
    channel.pipeline().addLast(handlers);
    channel.config().setAutoRead(false);
    reads = 0;
    return channel;
  }

  @Test
  void aMessageOfWhichFragmentsAreMissingDoesNotAskForThem() {
    EmbeddedChannel channel = channel(new Reassembly());
    channel.writeInbound(new TextWebSocketFrame(false, 0, "half"));
    assertEquals(0, reads);
    channel.config().setAutoRead(true);
    assertEquals(1, reads);
    channel.writeInbound(new ContinuationWebSocketFrame(true, 0, "whole"));
    channel.finishAndReleaseAll();
  }

  @Test
  void aRequestOfWhichTheBodyIsMissingDoesNotAskForIt() {
    Intakes intakes = new Intakes(new ManualClock(), 1);
    EmbeddedChannel channel =
        channel(
            new Intake(intakes, request -> Destination.SERVICE), new HttpObjectAggregator(1_000));
    channel.writeInbound(
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"),
        new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[1])));
    assertEquals(0, reads);
    channel.config().setAutoRead(true);
    assertEquals(1, reads);
    channel.writeInbound(new DefaultLastHttpContent());
    channel.finishAndReleaseAll();
  }
}
