package dev.broadside.bench.stub;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * What the stub has counted.
 *
 * @param attempts posts that came
 * @param posts those of them that were taken: 200
 * @param gone those that were answered 410
 * @param throttled those that were answered 429
 * @param bytes of all attempts, with their headers
 * @param delayNanos from having read an attempt to having written its answer, of all together
 */
public record StubCounts(
    long attempts, long posts, long gone, long throttled, long bytes, long delayNanos) {
  /** Nothing yet. */
  public static final StubCounts NONE = new StubCounts(0, 0, 0, 0, 0, 0);

  /** Where the stub tells them. */
  static final String PATH = "/_stub/counts";

  static final ObjectMapper JSON = new ObjectMapper();

  /** The counts of the stub at {@code endpoint} since it started. */
  public static StubCounts read(URI endpoint) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) endpoint.resolve(PATH).toURL().openConnection();
    try (var in = connection.getInputStream()) {
      return JSON.readValue(in, StubCounts.class);
    }
  }

  /** What was counted since {@code earlier}. */
  public StubCounts since(StubCounts earlier) {
    return new StubCounts(
        attempts - earlier.attempts,
        posts - earlier.posts,
        gone - earlier.gone,
        throttled - earlier.throttled,
        bytes - earlier.bytes,
        delayNanos - earlier.delayNanos);
  }
}
