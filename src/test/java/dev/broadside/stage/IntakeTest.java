package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private final ManualClock clock = new ManualClock();
  private final Intakes intakes = new Intakes(clock, 100_000);

  private EmbeddedChannel channel() {
    return new EmbeddedChannel(new Intake(intakes, request -> Destination.SERVICE));
  }

  private static void begin(EmbeddedChannel channel) {
    channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"));
  }

  private static void send(EmbeddedChannel channel, int bytes) {
    channel.writeInbound(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[bytes])));
  }

  private static void end(EmbeddedChannel channel) {
    channel.writeInbound(new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER));
  }

  @Test
  void allBodiesTogetherAreBounded() {
    EmbeddedChannel first = channel();
    EmbeddedChannel second = channel();
    begin(first);
    send(first, 60_000);
    assertEquals(40_000, intakes.free());
    begin(second);
    send(second, 39_000);
    send(second, 2_000);
    FullHttpResponse refusal = second.readOutbound();
    assertEquals(HttpResponseStatus.SERVICE_UNAVAILABLE, refusal.status());
    assertEquals(40_000, intakes.free());
    send(first, 1_000);
    end(first);
    assertEquals(39_000, intakes.free());
    first.finishAndReleaseAll();
    second.finishAndReleaseAll();
    assertEquals(100_000, intakes.free());
  }

  @Test
  void aBodyCountsUntilItsRequestIsAnswered() {
    EmbeddedChannel channel = channel();
    begin(channel);
    send(channel, 50_000);
    end(channel);
    assertEquals(50_000, intakes.free());
    channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    assertEquals(100_000, intakes.free());
    channel.finishAndReleaseAll();
  }

  @Test
  void bodiesOfRequestsThatAreNotWaitedForAreAllCounted() {
    EmbeddedChannel channel = channel();
    for (int i = 0; i < 2; i++) {
      begin(channel);
      send(channel, 30_000);
      end(channel);
    }
    assertEquals(40_000, intakes.free());
    channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    assertEquals(100_000, intakes.free());
    channel.finishAndReleaseAll();
  }

  @Test
  void whatPostsUsuallyCarryIsNotCounted() {
    EmbeddedChannel channel = channel();
    begin(channel);
    send(channel, 4 << 10);
    end(channel);
    assertEquals(100_000, intakes.free());
    channel.finishAndReleaseAll();
  }

  @Test
  void settingTheMachinesClockIsNoTimeThatPasses() {
    EmbeddedChannel idle = channel();
    EmbeddedChannel asking = channel();
    begin(asking);
    clock.set(Duration.ofHours(1));
    sweep(idle);
    sweep(asking);
    assertTrue(idle.isOpen());
    assertTrue(asking.isOpen());
    clock.set(Duration.ofHours(-2));
    clock.advance(Intakes.IDLE);
    sweep(idle);
    sweep(asking);
    assertFalse(idle.isOpen());
    assertFalse(asking.isOpen());
    idle.finishAndReleaseAll();
    asking.finishAndReleaseAll();
  }

  @Test
  void twoRequestsAtOnceAreBothWaitedFor() {
    EmbeddedChannel channel = channel();
    for (int i = 0; i < 2; i++) {
      begin(channel);
      end(channel);
    }
    channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    clock.advance(Intakes.IDLE.multipliedBy(2));
    sweep(channel);
    assertTrue(channel.isOpen());
    channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    clock.advance(Intakes.IDLE);
    sweep(channel);
    assertFalse(channel.isOpen());
    channel.finishAndReleaseAll();
    assertEquals(0, intakes.size());
  }

  private void sweep(EmbeddedChannel channel) {
    intakes.pass();
    channel.runPendingTasks();
  }
}
