package dev.broadside.stage;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.IdentityHashMap;
import java.util.List;

/** A pool to one address for each event loop, so that a request never changes its thread. */
final class HttpPools {
  private final IdentityHashMap<EventLoop, HttpPool> byLoop = new IdentityHashMap<>();

  HttpPools(
      List<EventLoop> loops,
      Transport transport,
      InetSocketAddress target,
      HttpPool.Bounds bounds) {
    for (EventLoop loop : loops) {
      byLoop.put(loop, new HttpPool(loop, transport, target, bounds));
    }
  }

  HttpPool on(EventLoop loop) {
    HttpPool pool = byLoop.get(loop);
    if (pool == null) {
      throw new IllegalArgumentException("an event loop of somebody else: " + loop);
    }
    return pool;
  }
}
