package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NameLookupTest {
  private final EventLoop loop = new DefaultEventLoop();

  @AfterEach
  void stop() {
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private Future<InetSocketAddress> lookUp(NameLookup.Names names) throws Exception {
    InetSocketAddress named = InetSocketAddress.createUnresolved("somewhere", 80);
    return loop.submit(() -> new NameLookup(names).getResolver(loop).resolve(named)).get();
  }

  @Test
  void aNameServerThatIsSlowHoldsUpNoEventLoop() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    InetAddress[] addresses = {InetAddress.getLoopbackAddress()};
    Future<InetSocketAddress> found =
        lookUp(
            host -> {
              await(answered);
              return addresses;
            });
    assertFalse(found.isDone());
    loop.submit(() -> {}).get();
    answered.countDown();
    assertEquals(addresses[0], found.get().getAddress());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aNameThatNobodyKnowsIsAFailure() throws Exception {
    Future<InetSocketAddress> found =
        lookUp(
            host -> {
              throw new UnknownHostException(host);
            });
    assertInstanceOf(UnknownHostException.class, found.await().cause());
  }
}
