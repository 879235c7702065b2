package dev.broadside.stage;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what one connection sends as HTTP, in size and in time, before anything is put together or
 * looked at. It goes with the upgrade, so that an open WebSocket knows nothing of it.
 *
 * <p>It sets no timer: a request costs a few stores of the time at which the connection will have
 * kept us waiting too long, which {@link Intakes} looks at.
 */
final class Intake extends ChannelDuplexHandler {
  /** Bodies up to this size are not counted, since connections are bounded and posts are many. */
  private static final int SMALL = 4 << 10;

  private static final long NEVER = Long.MAX_VALUE;

  private final Intakes all;
  private final Destinations destinations;
  private @Nullable Channel channel;
  private volatile long deadlineMillis;
  private volatile boolean reading;
  private boolean heard;
  private boolean over;
  private int unanswered;
  private int maxBody;
  private Destination destination = Destination.WEB_SOCKET;
  private long body;
  private long counted;
  private long unansweredBodies;

  Intake(Intakes all, Destinations destinations) {
    this.all = all;
    this.destinations = destinations;
  }

  /** Tells whose a request is. */
  @FunctionalInterface
  interface Destinations {
    Destination of(HttpRequest request);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    deadlineMillis = all.idleDeadline();
    all.add(this);
  }

  /** Also when the channel is closed. */
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    all.remove(this);
    release();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    heard = true;
    if (!over && message instanceof HttpRequest request) {
      begin(request);
    }
    if (!over && message instanceof HttpContent content) {
      take(content);
    }
    if (over) {
      ReferenceCountUtil.release(message);
    } else {
      ctx.fireChannelRead(message);
    }
  }

  /** The aggregator asks for the rest of a request also while another one is being answered. */
  @Override
  public void read(ChannelHandlerContext ctx) {
    if (ctx.channel().config().isAutoRead()) {
      ctx.read();
    }
  }

  private void begin(HttpRequest request) {
    awaitRequest();
    destination = destinations.of(request);
    maxBody = destination.maxBody();
    body = 0;
    unansweredBodies += counted;
    counted = 0;
    if (HttpUtil.getContentLength(request, 0L) > maxBody) {
      end(destination.tooLarge());
    }
  }

  private void take(HttpContent content) {
    body += content.content().readableBytes();
    if (body > maxBody) {
      end(destination.tooLarge());
    } else if (body > SMALL && !all.reserve(body - counted)) {
      end(LastWord.TOO_MUCH);
    } else {
      counted = body > SMALL ? body : counted;
      if (content instanceof LastHttpContent) {
        reading = false;
        unanswered++;
        deadlineMillis = NEVER;
      }
    }
  }

  /** The first bytes of a head make no message: only this tells that they came. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!heard && !over && !reading && unanswered == 0) {
      awaitRequest();
    }
    heard = false;
    ctx.fireChannelReadComplete();
  }

  private void awaitRequest() {
    if (!reading) {
      deadlineMillis = all.requestDeadline();
      // Last, since another thread goes by it.
      reading = true;
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response
        && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      answered();
    }
    ctx.write(message, promise);
  }

  private void answered() {
    unanswered = Math.max(0, unanswered - 1);
    if (unanswered == 0 && !reading) {
      release();
      deadlineMillis = over ? NEVER : all.idleDeadline();
    }
  }

  private void release() {
    all.release(counted + unansweredBodies);
    counted = 0;
    unansweredBodies = 0;
  }

  /** Whether a request has begun and is not whole. */
  boolean isReading() {
    return reading;
  }

  boolean isOverdue(long nowMillis) {
    return nowMillis >= deadlineMillis;
  }

  /** On the sweep's thread. */
  void handOver() {
    Channel ours = channel;
    if (ours != null) {
      ours.eventLoop()
          .execute(
              () -> {
                if (isOverdue(all.nowMillis())) {
                  end(reading ? LastWord.TOO_SLOW : null);
                }
              });
    }
  }

  /** Ends the connection, with a word where one is due and would not pass for another answer. */
  private void end(@Nullable LastWord word) {
    Channel ours = channel;
    over = true;
    deadlineMillis = NEVER;
    release();
    if (ours == null) {
      return;
    }
    if (word != null && unanswered == 0) {
      word.sayTo(ours);
    } else {
      ours.close();
    }
  }
}
