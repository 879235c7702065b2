package dev.broadside.handlers;

import java.net.URI;
import software.amazon.awssdk.core.SdkBytes;

/** How a broadcast posts to its connections: with what, and how many at once. */
interface Fanout extends AutoCloseable {

  /**
   * Posts the message to whom {@code posts} says, and returns when there are no more and each
   * attempt is over. What an answer means is the posts' decision. One broadcast at a time.
   */
  void post(URI endpoint, SdkBytes message, Posts posts);

  @Override
  void close();

  /** The fanout that the settings name. */
  static Fanout from(Settings settings) {
    return switch (settings.choices().fanout()) {
      case SERIAL -> new SerialFanout(settings);
      case POOL -> ThreadsFanout.ofPlatform(settings);
      case VIRTUAL -> ThreadsFanout.ofVirtual(settings);
      case ASYNC -> new AsyncFanout(settings);
      case DIRECT -> new DirectFanout(settings);
    };
  }
}
