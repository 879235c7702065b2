package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.template.Template;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A post that another event loop handed over while the connection was being closed. */
final class AfterTheCloseFrameTest {
  private static final int CLOSE = 8;

  private final List<Integer> written = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel(new SlowNetwork());
  private final Gateway gateway;
  private final Connection connection;

  AfterTheCloseFrameTest() throws StageException {
    ManualClock clock = new ManualClock();
    Ids ids = new Ids(() -> 1);
    Api api =
        Api.of(
            new Template.WebSocketApi(
                "A", "a", "$request.body.action", "prod", List.of(BareStage.TWO_WAY)),
            "h:1");
    gateway =
        new Gateway(Routing.of(api, ids, new PlayedFunctions(), clock), ids, new Connections());
    connection =
        new Connection(
            ids.connectionId(), clock, new Connection.Client(NetUtil.LOCALHOST4, null), channel);
    connection.accepted();
    Wire wire = new Wire(gateway, connection, false);
    channel.pipeline().addLast(wire);
    connection.upgraded(channel.pipeline().context(wire));
  }

  /** Takes everything, by its opcode, and says of nothing that it was sent. */
  private final class SlowNetwork extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ByteBuf frame = (ByteBuf) message;
      written.add(frame.getByte(0) & 0xF);
      frame.release();
    }
  }

  /** Closes, then writes what was handed over before. */
  private ByteBuf post(Runnable close) {
    close.run();
    ByteBuf frame =
        ServerFrame.text(Unpooled.copiedBuffer("late", StandardCharsets.UTF_8), channel.alloc());
    connection.wire().writeAndFlush(frame, connection.wire().voidPromise());
    return frame;
  }

  @Test
  void isNotSentWhereTheStageSpokeFirst() {
    ByteBuf frame = post(() -> gateway.end(connection, Close.DELETED, "bye"));
    assertEquals(List.of(CLOSE), written);
    assertEquals(0, frame.refCnt());
  }

  @Test
  void isNotSentWhereTheClientSpokeFirst() {
    CloseWebSocketFrame echo = new CloseWebSocketFrame(1000, "");
    ByteBuf frame = post(() -> gateway.closedByClient(connection, Close.DELETED, echo));
    assertEquals(List.of(CLOSE), written);
    assertEquals(0, frame.refCnt());
  }
}
