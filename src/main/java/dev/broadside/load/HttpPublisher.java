package dev.broadside.load;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/**
 * A publisher that sends HTTP requests, on keep-alive connections of one event loop.
 *
 * <p>A connection carries one request at a time: pipelined ones would wait for each other in the
 * server, as those of no browser do. The first connection is opened before anything is published,
 * and whenever the last idle one is taken a spare one is opened in the background. So a stage that
 * answers slowly is not waited for, and its slowness is not taken for a late injector; only a burst
 * that is larger than what lies ready waits for connections, and that wait is publish delay.
 */
final class HttpPublisher implements Outlet, HttpLane.Owner {
  private final int number;
  private final EventLoop loop;
  private final Requests requests;
  private final HttpLane.Opener opener;
  private final Population population;

  private final Deque<HttpLane> idle = new ArrayDeque<>();
  private final Set<HttpLane> busy = new HashSet<>();
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int opening;
  private boolean decided;
  private volatile boolean open;

  private record Waiting(FullHttpRequest request, Departure departure) {}

  HttpPublisher(
      int number,
      EventLoop loop,
      Requests requests,
      HttpLane.Opener opener,
      Population population) {
    this.number = number;
    this.loop = loop;
    this.requests = requests;
    this.opener = opener;
    this.population = population;
  }

  /** Opens its first connection; on the event loop. */
  void open() {
    opening++;
    opener.open(loop, this);
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public Outgoing prepare(String marker) {
    try {
      FullHttpRequest request = requests.request(marker);
      return departure -> loop.execute(() -> send(new Waiting(request, departure)));
    } catch (LoadException e) {
      String reason = String.valueOf(e.getMessage());
      return departure -> loop.execute(() -> departure.stayed(reason));
    }
  }

  private void send(Waiting next) {
    HttpLane lane = idle.pollLast();
    if (lane == null) {
      waiting.add(next);
    } else {
      hand(lane, next);
    }
    openSpare();
  }

  private void hand(HttpLane lane, Waiting next) {
    busy.add(lane);
    if (!lane.send(next.request(), next.departure())) {
      idle(lane);
    }
  }

  @Override
  public void opened(HttpLane lane) {
    opening--;
    open = true;
    if (!decided) {
      decided = true;
      population.publisherOpened();
    }
    idle(lane);
  }

  @Override
  public void idle(HttpLane lane) {
    busy.remove(lane);
    Waiting next = waiting.poll();
    if (next == null) {
      idle.addLast(lane);
    } else {
      hand(lane, next);
    }
  }

  @Override
  public void failed(String reason) {
    opening--;
    if (!decided) {
      decided = true;
      population.publisherFailed(reason);
    }
    // Nobody is left who could take them.
    while (opening == 0 && busy.isEmpty() && !waiting.isEmpty()) {
      waiting.remove().departure().stayed(reason);
    }
  }

  /**
   * A connection that ended is replaced, so that the next broadcast need not wait for one; but not
   * one that was of no use: a server that closes all of them would be asked without end.
   */
  @Override
  public void closed(HttpLane lane) {
    busy.remove(lane);
    idle.remove(lane);
    if (lane.wasOfUse() || !waiting.isEmpty()) {
      openSpare();
    }
  }

  private void openSpare() {
    if (idle.isEmpty() && opening <= waiting.size() && !population.isOver()) {
      open();
    }
  }

  @Override
  public void broken(Throwable cause) {
    population.broken(cause);
  }
}
