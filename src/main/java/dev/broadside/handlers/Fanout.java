package dev.broadside.handlers;

import java.net.URI;
import java.util.Iterator;
import software.amazon.awssdk.core.SdkBytes;

/** How a broadcast posts to its connections. One broadcast at a time. */
interface Fanout extends AutoCloseable {

  /**
   * Posts the message to every id and returns when each post has its result in the tally. A post
   * that fails stops nothing; when the ids themselves fail, the posts under way end first.
   */
  void post(URI endpoint, SdkBytes message, Iterator<String> connections, Tally tally);

  @Override
  void close();

  /** The fanout that the settings name. */
  static Fanout from(Settings settings) {
    return switch (settings.choices().fanout()) {
      case SERIAL -> new SerialFanout(settings);
      case ASYNC -> new AsyncFanout(settings);
    };
  }
}
