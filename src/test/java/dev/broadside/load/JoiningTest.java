package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.broadside.scenario.Join;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JoiningTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Heard heard = new Heard();

  @Test
  void itSaysItsMessageAndHasJoinedWithTheFrameThatContainsTheReply() {
    Connection joining = joining("\"joined\"");
    joining.opened(channel, 100, 10);
    assertEquals("{\"i\":\"user-7\",\"in\":\"room-2\"}", said());
    text(joining, "{\"hello\":1}", 200);
    text(joining, "{\"joined\":true}", 300);
    text(joining, "{\"joined\":true}", 400);
    assertEquals(
        List.of("text 200", "text 300", "opened at 300, handshake 10", "text 400"), heard.calls);
  }

  @Test
  void withoutAReplyItHasJoinedWhenItHasSpoken() {
    Connection joining = joining(null);
    joining.opened(channel, 100, 10);
    assertFalse(said().isEmpty());
    assertEquals(1, heard.calls.size());
  }

  @Test
  void aReplyThatComesTooLateIsAFailureThatIsToldOnce() {
    Connection joining = joining("ok");
    joining.opened(channel, 100, 10);
    channel.advanceTimeBy(5, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertFalse(channel.isOpen());
    joining.dropped();
    text(joining, "ok", 500);
    assertEquals(List.of("failed: no join.reply within 5000 ms", "text 500"), heard.calls);
  }

  @Test
  void aConnectionThatIsClosedBeforeTheReplyHasFailedAndWasNotDropped() {
    Connection joining = joining("ok");
    joining.opened(channel, 100, 10);
    joining.dropped();
    channel.advanceTimeBy(5, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertEquals(List.of("failed: closed before the join.reply"), heard.calls);
  }

  @Test
  void aConnectionThatHasJoinedIsDroppedAndItsTimerIsGone() {
    Connection joining = joining("ok");
    joining.opened(channel, 100, 10);
    text(joining, "ok", 200);
    channel.advanceTimeBy(5, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    joining.dropped();
    assertEquals(List.of("text 200", "opened at 200, handshake 10", "dropped"), heard.calls);
  }

  private Connection joining(@Nullable String reply) {
    Join join = new Join("{\"i\":\"#{user}\",\"in\":\"#{room}\"}", reply, Duration.ofSeconds(5));
    return new Joining.Protocol(
            join, text -> text, new DefaultChannelGroup(GlobalEventExecutor.INSTANCE))
        .before(heard, new Person("room-2", "user-7", "secret"));
  }

  private String said() {
    TextWebSocketFrame frame = channel.readOutbound();
    String text = frame.text();
    frame.release();
    return text;
  }

  private static void text(Connection connection, String text, long nanos) {
    connection.text(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), nanos);
  }

  private static final class Heard implements Connection {
    private final List<String> calls = new ArrayList<>();

    @Override
    public void opened(Channel channel, long nanos, long tookNanos) {
      calls.add("opened at " + nanos + ", handshake " + tookNanos);
    }

    @Override
    public void failed(String reason, long nanos, long tookNanos) {
      calls.add("failed: " + reason);
    }

    @Override
    public void text(ByteBuf text, long nanos) {
      calls.add("text " + nanos);
    }

    @Override
    public void broken(Throwable cause) {
      calls.add("broken");
    }

    @Override
    public void dropped() {
      calls.add("dropped");
    }
  }
}
