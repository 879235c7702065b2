package dev.broadside.bench.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Answers the requests of one connection, each as whole as it comes. */
final class PostHandler extends ChannelInboundHandlerAdapter {
  /* As the local stage answers, and API Gateway by what its SDKs need. */
  private static final ByteBuf TAKEN = answer("200 OK", "");
  private static final ByteBuf GONE = answer("410 Gone", "GoneException");
  private static final ByteBuf REFUSED = answer("429 Too Many Requests", "LimitExceededException");

  private final Connections connections;
  private final RequestReader reader = new RequestReader();

  PostHandler(Connections connections) {
    this.connections = connections;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    long readNanos = System.nanoTime();
    ByteBuf in = (ByteBuf) message;
    try {
      while (reader.read(in)) {
        if (reader.path().equals(StubCounts.PATH)) {
          tellCounts(context);
        } else {
          post(context, readNanos);
        }
      }
    } finally {
      in.release();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Who closed meanwhile needs no answer.
  private void post(ChannelHandlerContext context, long readNanos) {
    String path = reader.path();
    long bytes = reader.bytes();
    Connections.Answer answer = connections.answer(path.substring(path.lastIndexOf('/') + 1));
    if (answer.afterNanos() == 0) {
      answer(context, answer.status(), bytes, readNanos);
    } else {
      context
          .executor()
          .schedule(
              () -> answer(context, answer.status(), bytes, readNanos),
              answer.afterNanos(),
              TimeUnit.NANOSECONDS);
    }
  }

  private void answer(ChannelHandlerContext context, int status, long bytes, long readNanos) {
    ByteBuf text =
        switch (status) {
          case 410 -> GONE;
          case 429 -> REFUSED;
          default -> TAKEN;
        };
    context.writeAndFlush(text.retainedDuplicate(), context.voidPromise());
    connections.answered(status, bytes, System.nanoTime() - readNanos);
  }

  private void tellCounts(ChannelHandlerContext context) {
    try {
      byte[] json = StubCounts.JSON.writeValueAsBytes(connections.counts());
      String head =
          "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: "
              + json.length
              + "\r\n\r\n";
      context.writeAndFlush(
          Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII), json),
          context.voidPromise());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("six numbers became no JSON", impossible);
    }
  }

  private static ByteBuf answer(String status, String error) {
    String text =
        "HTTP/1.1 %s\r\ncontent-type: application/json\r\n%scontent-length: 0\r\n\r\n"
            .formatted(status, error.isEmpty() ? "" : "x-amzn-ErrorType: " + error + "\r\n");
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Unpooled.unreleasableBuffer(
        Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly());
  }

  /** A client that went, or that says what is no post, has its connection closed. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      System.getLogger(PostHandler.class.getName())
          .log(System.Logger.Level.WARNING, "a connection was closed", cause);
    }
    context.close();
  }
}
