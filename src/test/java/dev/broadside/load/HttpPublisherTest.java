package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One publisher whose connections are opened, answered and closed by the test. */
final class HttpPublisherTest {
  private static final String UNSIGNED = "unsigned";

  private final EmbeddedChannel home = new EmbeddedChannel();
  private final List<HttpLane> asked = new ArrayList<>();
  private final List<EmbeddedChannel> channels = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final Population population = new Population(0, 1);
  private final HttpPublisher publisher =
      new HttpPublisher(
          0,
          home.eventLoop(),
          HttpPublisherTest::request,
          (loop, owner) -> asked.add(new HttpLane(owner, Duration.ofSeconds(5))),
          population);

  private static FullHttpRequest request(String marker) throws LoadException {
    if (marker.equals(UNSIGNED)) {
      throw new LoadException("nobody signs it");
    }
    return new DefaultFullHttpRequest(
        HttpVersion.HTTP_1_1, HttpMethod.PUT, "/" + marker, Unpooled.EMPTY_BUFFER);
  }

  private EmbeddedChannel connect() {
    HttpLane lane = asked.removeFirst();
    EmbeddedChannel channel = new EmbeddedChannel(lane);
    channel.freezeTime();
    channels.add(channel);
    lane.open(channel);
    return channel;
  }

  private void send(String marker) {
    publisher.prepare(marker).send(new Heard(marker));
    home.runPendingTasks();
  }

  private static String path(EmbeddedChannel channel) {
    FullHttpRequest sent = channel.readOutbound();
    return sent == null ? "nothing" : sent.uri();
  }

  private static void answer(EmbeddedChannel channel, HttpResponseStatus status) {
    channel.writeInbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
  }

  private void opens() {
    publisher.open();
    connect();
  }

  @Test
  void isOpenWithItsFirstConnectionAndCountsOnce() {
    assertFalse(publisher.isOpen());
    opens();
    send("a");
    connect();
    assertTrue(publisher.isOpen());
    assertEquals(1, population.publishersOpened());
  }

  @Test
  void aSlowAnswerIsNotWaitedForAndASpareConnectionLiesReady() {
    opens();
    send("a");
    assertEquals(1, asked.size());
    EmbeddedChannel spare = connect();
    send("b");
    assertEquals("/a", path(channels.getFirst()));
    assertEquals("/b", path(spare));
    answer(spare, HttpResponseStatus.OK);
    answer(channels.getFirst(), HttpResponseStatus.ACCEPTED);
    assertEquals(
        List.of("a leaves", "a left", "b leaves", "b left", "b accepted", "a accepted"), heard);
  }

  @Test
  void anAnsweredConnectionIsUsedAgain() {
    opens();
    send("a");
    answer(channels.getFirst(), HttpResponseStatus.OK);
    send("b");
    path(channels.getFirst());
    assertEquals("/b", path(channels.getFirst()));
  }

  @Test
  void whatFindsNoConnectionLeavesWithTheNextOne() {
    opens();
    send("a");
    send("b");
    assertEquals(2, asked.size());
    assertFalse(heard.contains("b leaves"));
    assertEquals("/b", path(connect()));
  }

  @Test
  void anErrorAndAConnectionThatClosesAreRefusals() {
    opens();
    send("a");
    answer(channels.getFirst(), HttpResponseStatus.BAD_GATEWAY);
    send("b");
    channels.getFirst().close();
    assertTrue(heard.contains("a refused HTTP 502"), heard::toString);
    assertTrue(
        heard.contains("b refused the connection was closed before the answer"), heard::toString);
  }

  @Test
  void aServerThatIsGoneTakesNothingAndNobodyHasIt() {
    opens();
    channels.getFirst().close();
    assertEquals(0, asked.size(), "a connection that was never used is not replaced");
    send("a");
    asked.removeFirst().fail("connection refused");
    assertEquals(List.of("a stayed connection refused"), heard);
  }

  @Test
  void anAnswerThatNeverComesIsARefusalWhenTheBooksClose() {
    opens();
    send("a");
    EmbeddedChannel channel = channels.getFirst();
    channel.advanceTimeBy(6, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertTrue(heard.contains("a refused no answer before the books closed"), heard::toString);
    assertFalse(channel.isOpen());
  }

  @Test
  void aRequestThatCannotBeMadeStaysAndTheNextOneLeaves() {
    opens();
    send(UNSIGNED);
    send("b");
    assertEquals(List.of(UNSIGNED + " stayed nobody signs it", "b leaves", "b left"), heard);
  }

  private final class Heard implements Outlet.Departure {
    private final String name;

    Heard(String name) {
      this.name = name;
    }

    @Override
    public boolean leaves(long nanos, boolean answered) {
      return answered && heard.add(name + " leaves");
    }

    @Override
    public void left(long nanos) {
      heard.add(name + " left");
    }

    @Override
    public void stayed(String reason) {
      heard.add(name + " stayed " + reason);
    }

    @Override
    public void accepted() {
      heard.add(name + " accepted");
    }

    @Override
    public void refused(String reason) {
      heard.add(name + " refused " + reason);
    }
  }
}
