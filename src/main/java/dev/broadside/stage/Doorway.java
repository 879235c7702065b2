package dev.broadside.stage;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.OptionalSslHandler;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/** Gives every accepted connection its HTTP pipeline; where it speaks TLS, behind that. */
@Sharable
final class Doorway extends ChannelInitializer<Channel> {
  private static final HttpDecoderConfig LIMITS =
      new HttpDecoderConfig().setMaxInitialLineLength(4_200).setMaxHeaderSize(16 << 10);

  private final Crowd crowd;
  private final @Nullable SslContext tls;
  private volatile FrontDoor.@Nullable Behind opened;

  /** Plain, for as many clients as this process can have. */
  Doorway() {
    this(Crowd.ofThisProcess(), null);
  }

  Doorway(Crowd crowd, @Nullable SslContext tls) {
    this.crowd = crowd;
    this.tls = tls;
  }

  /** Leads to {@code behind} from now on. */
  void open(FrontDoor.Behind behind) {
    opened = behind;
  }

  @Override
  protected void initChannel(Channel channel) {
    FrontDoor.Behind behind = opened;
    if (behind == null) {
      throw new IllegalStateException("accepted before serving");
    }
    if (!crowd.admits(channel)) {
      return;
    }
    if (tls != null) {
      // The first byte of TLS, 0x16, begins no request.
      channel.pipeline().addLast(new OptionalSslHandler(tls));
    }
    channel
        .pipeline()
        .addLast(new HttpServerCodec(LIMITS))
        .addLast(new Intake(behind.intakes(), behind::destination))
        .addLast(new HttpObjectAggregator(Destination.SERVICE.maxBody()))
        .addLast(new FrontDoor(behind));
  }
}
