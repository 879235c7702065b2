package dev.broadside.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The way a message takes to the stage. Texts stand as written, with their placeholders and
 * variables (see {@link Placeholders} and {@link Secrets#expand}).
 */
public sealed interface Via {

  /** As a frame on the publisher's own WebSocket. */
  record WebSocket() implements Via {}

  /**
   * As the body of an HTTP request.
   *
   * @param path an absolute URL, or a path below the local stage's HTTP URL
   */
  record Http(String method, String path, Map<String, String> headers) implements Via {
    /** Takes a copy that keeps the order. */
    public Http {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Whether {@link #path} says where the server is. */
    public boolean isAbsolute() {
      return !path.startsWith("/");
    }
  }

  /**
   * As a message on an SQS queue.
   *
   * @param url the queue's URL, or its logical id or name in the local stage's template
   */
  record Queue(String url) implements Via {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    /** Whether {@link #url} says where the queue is. */
    public boolean isAbsolute() {
      return !NAME.matcher(url).matches();
    }
  }
}
