package dev.broadside.stage;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;

/** Whether a connection is encrypted, which its first byte decided. */
final class Tls {
  private Tls() {}

  /** {@code https} or {@code http}. */
  static String scheme(Channel channel) {
    return channel.pipeline().get(SslHandler.class) == null ? "http" : "https";
  }
}
