package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Connect;
import dev.broadside.scenario.Rate;
import dev.broadside.scenario.Reach;
import io.gatling.core.config.NettyConfiguration;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A header that is filled with a line break, which no header may hold. */
final class UnwritableHandshakeTest {
  private static final URI STAGE = URI.create("ws://127.0.0.1:1/");
  private static final String TOKEN = "t0k3n\nX-Injected: yes";
  private static final String REASON =
      "the handshake cannot be written: a header holds what HTTP forbids there";

  private final EventLoop loop = new EmbeddedChannel().eventLoop();
  private final NettyConfiguration netty = new NettyConfiguration(false, false);
  private final List<String> failures = new ArrayList<>();

  @Test
  void ofARunIsAFailureThatSaysWhy() throws LoadException {
    Connect connect = new Connect(new Rate(1), Map.of(), Map.of("X-Token", "#{token}"), null);
    new Connector(
            Target.resolve(STAGE, Route.of(Reach.DIRECT)),
            new Handshakes(STAGE, connect, text -> text, null),
            netty)
        .open(loop, new Person("room-1", "user-1", TOKEN), new Failing());
    assertEquals(List.of(REASON), failures);
    assertTrue(Failures.remedy(REASON).contains("line break"));
  }

  @Test
  void ofAUserIsAFailureThatSaysWhy() throws LoadException {
    Admission admission = new Admission(STAGE, Map.of("X-Token", TOKEN), null, null);
    new RoomDoor(netty, new DefaultChannelGroup(GlobalEventExecutor.INSTANCE), Route.of(Reach.DIRECT))
        .open(loop, admission, new Failing());
    assertEquals(List.of(REASON), failures);
  }

  private final class Failing implements Connection {
    @Override
    public void opened(Channel channel, long nanos, long tookNanos) {}

    @Override
    public void failed(String reason, long nanos, long tookNanos) {
      failures.add(reason);
    }

    @Override
    public void text(ByteBuf text, long nanos) {}

    @Override
    public void broken(Throwable cause) {}

    @Override
    public void dropped() {}
  }
}
