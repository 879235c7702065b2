package dev.broadside.stage;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keep-alive HTTP/1.1 connections from one event loop to one address: at most so many, the youngest
 * idle one first, and a bounded queue behind them. Everything happens on that loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Listeners and timers tell the exchange.
final class HttpPool {
  /** Above what DynamoDB (16 MB) and Lambda (6 MB) answer. */
  private static final int MAX_ANSWER = 17 << 20;

  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final Bounds bounds;
  private final Deque<Line> idle = new ArrayDeque<>();
  private final Queue<Exchange> waiting = new ArrayDeque<>();
  private int open;
  private boolean retired;

  HttpPool(EventLoop loop, Transport transport, SocketAddress target, Bounds bounds) {
    this.loop = loop;
    this.bounds = bounds;
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(transport.client())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 5_000)
            .resolver(NameLookup.OF_THE_JDK)
            .remoteAddress(target)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpClientCodec())
                        .addLast(new HttpObjectAggregator(MAX_ANSWER))
                        .addLast(new Line(channel));
                  }
                });
  }

  /** How many connections, and how many requests may wait for one. */
  record Bounds(int connections, int waiting) {}

  /** Gets exactly one of the two; the response is released when the call returns. */
  interface Reply {
    void answered(FullHttpResponse response);

    void failed(Exception cause);
  }

  /** The answer did not come within its time, counted from when the request was sent. */
  static final class LateException extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** Sends {@code request} (and releases it), now or when a connection is free. */
  void send(FullHttpRequest request, Duration timeout, Reply reply) {
    send(request, timeout, null, reply);
  }

  /**
   * As {@link #send(FullHttpRequest, Duration, Reply)}.
   *
   * @param timeout of waiting for a connection and for the answer together
   * @param answerWithin of the latter alone, where that has a bound of its own
   */
  void send(
      FullHttpRequest request, Duration timeout, @Nullable Duration answerWithin, Reply reply) {
    Exchange exchange = new Exchange(request, answerWithin, reply);
    exchange.timer =
        loop.schedule(
            () -> exchange.fail(new TimeoutException()), timeout.toNanos(), TimeUnit.NANOSECONDS);
    if (open >= bounds.connections && idle.isEmpty() && waiting.size() >= bounds.waiting) {
      exchange.fail(new IOException("too many requests wait already"));
      return;
    }
    waiting.add(exchange);
    serveWaiting();
  }

  private void serveWaiting() {
    while (!waiting.isEmpty()) {
      Line line = idle.pollLast();
      if (line == null && open >= bounds.connections) {
        return;
      }
      Exchange exchange = waiting.remove();
      if (exchange.done) {
        if (line != null) {
          rest(line);
        }
      } else if (line == null) {
        connect(exchange);
      } else {
        line.start(exchange);
      }
    }
  }

  /**
   * Keeps no idle connections from now on, on the loop. What is under way, or comes nevertheless,
   * is answered.
   */
  void retire() {
    retired = true;
    for (Line line = idle.pollLast(); line != null; line = idle.pollLast()) {
      line.channel.close();
    }
  }

  private void rest(Line line) {
    if (retired) {
      line.channel.close();
    } else {
      idle.addLast(line);
    }
  }

  private void connect(Exchange exchange) {
    open++;
    ChannelFuture connecting = bootstrap.connect();
    connecting.addListener(
        future -> {
          if (future.isSuccess()) {
            connecting.channel().pipeline().get(Line.class).start(exchange);
          } else {
            open--;
            exchange.fail(new IOException("no connection", future.cause()));
            serveWaiting();
          }
        });
  }

  /** One request and the promise of its reply. */
  private static final class Exchange {
    private final FullHttpRequest request;
    private final @Nullable Duration answerWithin;
    private final Reply reply;
    private @Nullable Future<?> timer;
    private @Nullable Future<?> answerTimer;
    private @Nullable Line line;
    private boolean done;

    Exchange(FullHttpRequest request, @Nullable Duration answerWithin, Reply reply) {
      this.request = request;
      this.answerWithin = answerWithin;
      this.reply = reply;
    }

    void answer(FullHttpResponse response) {
      if (finish()) {
        reply.answered(response);
      }
    }

    void fail(Exception cause) {
      if (finish()) {
        if (line == null) {
          request.release();
        } else {
          // Its answer, should it still come, belongs to nobody.
          line.channel.close();
        }
        reply.failed(cause);
      }
    }

    private boolean finish() {
      if (done) {
        return false;
      }
      done = true;
      if (timer != null) {
        timer.cancel(false);
      }
      if (answerTimer != null) {
        answerTimer.cancel(false);
      }
      return true;
    }
  }

  /** One connection: idle, or with one exchange under way. */
  private final class Line extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final Channel channel;
    private @Nullable Exchange current;

    Line(Channel channel) {
      this.channel = channel;
    }

    void start(Exchange exchange) {
      if (exchange.done) {
        rest(this);
        serveWaiting();
        return;
      }
      current = exchange;
      exchange.line = this;
      if (exchange.answerWithin != null) {
        exchange.answerTimer =
            loop.schedule(
                () -> exchange.fail(new LateException()),
                exchange.answerWithin.toNanos(),
                TimeUnit.NANOSECONDS);
      }
      channel
          .writeAndFlush(exchange.request)
          .addListener(
              write -> {
                if (!write.isSuccess()) {
                  exchange.fail(new IOException("the request was not sent", write.cause()));
                }
              });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
      if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
        // The answer follows.
        return;
      }
      Exchange exchange = current;
      current = null;
      if (exchange == null) {
        ctx.close();
        return;
      }
      if (HttpUtil.isKeepAlive(response) && !exchange.done) {
        rest(this);
        serveWaiting();
      } else {
        ctx.close();
      }
      exchange.answer(response);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      open--;
      idle.remove(this);
      if (current != null) {
        current.fail(new IOException("the connection closed before the answer"));
      }
      serveWaiting();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (current != null) {
        current.fail(new IOException("the connection broke", cause));
      }
      ctx.close();
    }
  }
}
