package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.broadside.bench.Stamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Broadcasts to a list in memory with the fanout that its environment names, as {@code handler.js}
 * does on serverless-offline. The text says when the first post began.
 */
public final class ListedBroadcast
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private static final int PAYLOAD = 128;

  /** All functions of one environment run in one JVM, so they share it. */
  private static final Set<String> IDS = ConcurrentHashMap.newKeySet();

  private final Settings settings = Settings.read(System.getenv());
  private final Fanout fanout = Fanout.from(settings);

  /** {@code $connect}. */
  public static final class Connect
      implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
      String id = WebSocketEvent.of(input).connectionId();
      IDS.add(id);
      append(".ids", id);
      return Answer.ok();
    }
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
    Tally tally = new Tally();
    SdkBytes text = SdkBytes.fromUtf8String(Stamp.text(System.nanoTime(), PAYLOAD));
    Posts posts = new Posts(tally, Deadline.of(context), new SplittableRandom());
    add(posts);
    fanout.post(Objects.requireNonNull(settings.connections()), text, posts);
    append("", tally.outcome(0, posts.lookupEnd(null)).toJson());
    return tally.posted() == IDS.size() ? Answer.ok() : Answer.badRequest("not all posted");
  }

  /**
   * Where the environment names a file, it has a line for each broadcast, and one beside it a line
   * for each connection.
   */
  private static synchronized void append(String suffix, String line) {
    String file = System.getenv("OUTCOMES");
    if (file != null && !file.isEmpty()) {
      try {
        Files.writeString(
            Path.of(file + suffix),
            line + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }
  }

  private static void add(Posts posts) {
    try {
      posts.addAll(IDS.iterator());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    posts.foundAll();
  }

  @Override
  public void close() {
    fanout.close();
  }
}
