package dev.broadside.handlers;

import java.net.URI;
import software.amazon.awssdk.core.SdkBytes;

/** Posts to one connection after another, as the seed does. */
final class SerialFanout implements Fanout {
  private final BlockingPoster poster;

  SerialFanout(Settings settings) {
    this.poster = new BlockingPoster(settings, 1);
  }

  @Override
  public void post(URI endpoint, SdkBytes message, Posts posts) {
    poster.work(endpoint, message, posts).run();
  }

  @Override
  public void close() {
    poster.close();
  }
}
