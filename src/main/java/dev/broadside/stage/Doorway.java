package dev.broadside.stage;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import org.jspecify.annotations.Nullable;

/** Gives every accepted connection its HTTP pipeline. */
@Sharable
final class Doorway extends ChannelInitializer<Channel> {
  /** DynamoDB takes requests of 16 MB. */
  private static final int MAX_REQUEST = 17 << 20;

  private static final HttpDecoderConfig LIMITS =
      new HttpDecoderConfig().setMaxInitialLineLength(4_200).setMaxHeaderSize(16 << 10);

  private volatile FrontDoor.@Nullable Rooms rooms;

  /** Leads to {@code behind} from now on. */
  void open(FrontDoor.Rooms behind) {
    rooms = behind;
  }

  @Override
  protected void initChannel(Channel channel) {
    FrontDoor.Rooms behind = rooms;
    if (behind == null) {
      throw new IllegalStateException("accepted before serving");
    }
    channel
        .pipeline()
        .addLast(new HttpServerCodec(LIMITS))
        .addLast(new HttpObjectAggregator(MAX_REQUEST))
        .addLast(new FrontDoor(behind));
  }
}
