package dev.broadside.load;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection with at most one request under way; on its event loop. */
final class HttpLane extends SimpleChannelInboundHandler<HttpObject> {
  private static final long IDLING_NANOS = Duration.ofSeconds(10).toNanos();

  private final Owner owner;
  private final Duration patience;

  private @Nullable Channel channel;
  private Outlet.@Nullable Departure underWay;
  private @Nullable HttpResponse answer;
  private @Nullable Future<?> timer;
  private boolean opened;
  private boolean ended;
  private boolean served;
  private long openedNanos;

  /** Opens connections. */
  interface Opener {
    /** Opens one on {@code loop}, and tells {@code owner} there what becomes of it. */
    void open(EventLoop loop, Owner owner);
  }

  /** Whose connection it is. */
  interface Owner {
    void opened(HttpLane lane);

    /** The answer is there, and the next request can be sent. */
    void idle(HttpLane lane);

    /** A connection could not be opened. */
    void failed(String reason);

    /** It was open, and is no more. */
    void closed(HttpLane lane);

    /** Our own code failed on it. */
    void broken(Throwable cause);
  }

  /**
   * @param patience for so long an answer is waited for: when the books are closed it says nothing
   */
  HttpLane(Owner owner, Duration patience) {
    this.owner = owner;
    this.patience = patience;
  }

  /** It could not be opened. */
  void fail(String reason) {
    if (!ended) {
      ended = true;
      owner.failed(reason);
    }
  }

  /** It can be written to. */
  void open(Channel active) {
    channel = active;
    openedNanos = System.nanoTime();
    opened = true;
    owner.opened(this);
  }

  /** Sends a request; false when it must not be sent any more, and the connection is idle still. */
  boolean send(FullHttpRequest request, Outlet.Departure departure) {
    Channel active = Objects.requireNonNull(channel, "not open");
    long now = System.nanoTime();
    if (!departure.leaves(now, true)) {
      return false;
    }
    underWay = departure;
    served = true;
    timer = active.eventLoop().schedule(this::giveUp, patience.toNanos(), TimeUnit.NANOSECONDS);
    active
        .writeAndFlush(request)
        .addListener(
            written -> {
              if (written.isSuccess()) {
                departure.left(now);
              } else if (underWay == departure) {
                underWay = null;
                departure.stayed(Failures.reason(written.cause()));
                active.close();
              }
            });
    return true;
  }

  /** Whether a request was sent on it, or it was closed for idling and not at once. */
  boolean wasOfUse() {
    return served || System.nanoTime() - openedNanos > IDLING_NANOS;
  }

  private void giveUp() {
    refuse("no answer before the books closed");
    close();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext active, HttpObject message) {
    if (message instanceof HttpResponse response
        && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      answer = response;
    }
    HttpResponse complete = answer;
    if (message instanceof LastHttpContent && complete != null) {
      answer = null;
      finish(complete);
    }
  }

  private void finish(HttpResponse response) {
    Outlet.Departure departure = underWay;
    underWay = null;
    stopTimer();
    if (departure != null) {
      int status = response.status().code();
      if (status < 400) {
        departure.accepted();
      } else {
        departure.refused("HTTP " + status);
      }
    }
    if (departure != null && HttpUtil.isKeepAlive(response)) {
      owner.idle(this);
    } else {
      close();
    }
  }

  private void close() {
    if (channel != null) {
      channel.close();
    }
  }

  private void refuse(String reason) {
    stopTimer();
    Outlet.Departure departure = underWay;
    underWay = null;
    if (departure != null) {
      departure.refused(reason);
    }
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext active) {
    refuse("the connection was closed before the answer");
    if (!opened) {
      fail(Failures.reason(new ClosedChannelException()));
    } else if (!ended) {
      ended = true;
      owner.closed(this);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext active, Throwable cause) {
    if (!opened) {
      fail(Failures.reason(cause));
    } else if (!Failures.isOfTheNetwork(cause)) {
      owner.broken(cause);
    }
    refuse(Failures.reason(cause));
    active.close();
  }
}
