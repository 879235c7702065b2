package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.Distribution;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** On channels whose clock stands still until it is moved. */
final class PingsTest {
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new ArrivalStamp(), new ChannelInboundHandlerAdapter());

  PingsTest() {
    channel.freezeTime();
  }

  private PingWebSocketFrame ping() {
    PingWebSocketFrame ping = channel.readOutbound();
    assertTrue(ping != null, "no PING");
    return ping;
  }

  private void answer(PingWebSocketFrame ping) {
    channel.writeInbound(new PongWebSocketFrame(ping.content()));
  }

  private void second() {
    channel.advanceTimeBy(1, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  @Test
  void roundTripsAreToldApartByWhenTheyWereAskedFor() {
    Pings pings = new Pings(100);
    pings.watch(0, channel);
    answer(ping());
    pings.warmUp();
    second();
    PingWebSocketFrame before = ping();
    pings.begin();
    answer(before);
    second();
    answer(ping());
    second();
    answer(ping());
    assertEquals(1, pings.idle().count());
    assertEquals(2, pings.measured().count());
    pings.end();
    second();
    assertNull(channel.readOutbound());
  }

  @Test
  void anAnswerAfterTheEndCountsForTheTimeInWhichItWasAskedFor() {
    Pings pings = new Pings(100);
    pings.watch(0, channel);
    answer(ping());
    pings.warmUp();
    pings.begin();
    second();
    PingWebSocketFrame last = ping();
    pings.end();
    answer(last);
    assertEquals(1, pings.measured().count());
  }

  @Test
  void aRoundTripThatKeptOthersFromBeingAskedStandsForThemToo() {
    long period = 1_000_000;
    Pings pings = new Pings(period);
    pings.begin();
    pings.watch(0, channel);
    PingWebSocketFrame slow = ping();
    long written = System.nanoTime();
    while (System.nanoTime() - written < 3 * period) {
      Thread.onSpinWait();
    }
    pings.end();
    answer(slow);
    Distribution measured = pings.measured();
    assertTrue(measured.count() > 3, measured::toString);
    assertTrue(measured.min() instanceof Double least && least <= 1.001, measured::toString);
    assertTrue(measured.max() instanceof Double most && most >= 3, measured::toString);
  }

  @Test
  void whoIsNotAnsweredDoesNotAskAgainAndCountsNothing() {
    Pings pings = new Pings(100);
    pings.watch(100, channel);
    ping().release();
    second();
    assertNull(channel.readOutbound());
    channel.writeInbound(new PongWebSocketFrame(Unpooled.copyLong(77)));
    channel.writeInbound(new PongWebSocketFrame(Unpooled.EMPTY_BUFFER));
    assertEquals(0, pings.idle().count());
  }

  @Test
  void oneOfAHundredIsPingedAndEverythingElsePassesBy() {
    Pings pings = new Pings(100);
    pings.watch(7, channel);
    assertNull(channel.readOutbound());
    pings.watch(0, channel);
    ping().release();
    ByteBuf text = Unpooled.copiedBuffer(new byte[] {'x'});
    channel.writeInbound(new TextWebSocketFrame(text));
    TextWebSocketFrame passed = channel.readInbound();
    assertEquals("x", passed.text());
    passed.release();
  }

  @Test
  void manyAskMoreSeldomSoThatAllTogetherAskFiftyTimesASecond() {
    Pings pings = new Pings(20_000);
    pings.watch(0, channel);
    answer(ping());
    second();
    second();
    second();
    assertNull(channel.readOutbound());
    second();
    ping().release();
  }
}
