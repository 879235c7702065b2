package dev.broadside.bench.jmh;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dev.broadside.handlers.StandaloneEvent;
import dev.broadside.handlers.sigv4.Keys;
import dev.broadside.handlers.sigv4.PostTemplate;
import dev.broadside.handlers.sigv4.Signer;
import dev.broadside.measure.Marker;
import dev.broadside.measure.MarkerReader;
import dev.broadside.stage.StandaloneRoutes;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does one message cost, apart from all waiting: writing and finding its marker, decoding its
 * event, selecting its route, signing its post?
 *
 * <p>Run it with {@code ./broadside bench message --quick} (3 forks) or {@code ./broadside bench
 * message} (5 forks).
 *
 * <p>The message is a chat message of 512 characters, most of them filling, as scenarios have by
 * default. Nothing is read twice in the same bytes where that would change the result: the marker's
 * number and the connection go on by one each time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Threads(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MessageBenchmark {
  private static final int PAYLOAD = 512;
  private static final String RUN = "q1w2e3";
  private static final long INTENDED_MICROS = 1_763_700_000_000_000L;
  private static final int IDS = 1_024;

  private final String[] ids = new String[IDS];
  private final MarkerReader reader = new MarkerReader(RUN);
  private final StandaloneRoutes routes = new StandaloneRoutes("$request.body.action");
  private final StandaloneRoutes twoPaths =
      new StandaloneRoutes("${request.body.service}/${request.body.action}");
  private final PojoSerializer<Map<String, Object>> json = maps();
  private final ByteBuffer wire = ByteBuffer.allocate(4_096);

  private String body = "";
  private byte[] frame = new byte[0];
  private byte[] event = new byte[0];
  private int next;

  @SuppressWarnings("NullAway.Init") // JMH calls prepare before anything else.
  private PostTemplate posts;

  @SuppressWarnings("unchecked")
  private static PojoSerializer<Map<String, Object>> maps() {
    return (PojoSerializer<Map<String, Object>>)
        (PojoSerializer<?>) JacksonFactory.getInstance().getSerializer(Map.class);
  }

  /** Makes a message, its event and the connections that it is posted to. */
  @Setup
  public void prepare() {
    TableShape room = new TableShape(IDS, IDS, 200, Projection.KEYS_ONLY);
    room.items().map(ConnectionItem::id).toList().toArray(ids);
    String marker = new Marker(RUN, 0, 7, INTENDED_MICROS).encode(PAYLOAD);
    body =
        """
        {"action":"sendMessage","service":"chat","message":"%s"}"""
            .formatted(marker);
    frame = body.getBytes(StandardCharsets.UTF_8);
    event =
        """
        {"requestContext":{"routeKey":"sendMessage","messageId":"BFaVtfGSIAMCKug=",\
        "eventType":"MESSAGE","extendedRequestId":"BFaVtH2HoAMFZEQ=",\
        "requestTime":"11/Nov/2024:13:45:46 +0000","messageDirection":"IN","stage":"prod",\
        "connectedAt":1731332735513,"requestTimeEpoch":1731332746514,\
        "identity":{"sourceIp":"192.0.2.1"},"requestId":"BFaVtH2HoAMFZEQ=",\
        "domainName":"abcdefghij.execute-api.us-east-1.amazonaws.com",\
        "connectionId":"BFaT_fALIAMCKug=","apiId":"abcdefghij"},\
        "body":"%s","isBase64Encoded":false}"""
            .formatted(body.replace("\"", "\\\""))
            .getBytes(StandardCharsets.UTF_8);
    Keys keys = new Keys("AKIDEXAMPLE", "no-secret-of-anybody", null);
    posts =
        new PostTemplate(
            new Signer("us-east-1", "execute-api"),
            keys,
            Instant.EPOCH,
            "abcdefghij.execute-api.us-east-1.amazonaws.com",
            "/prod",
            frame);
  }

  /** Writes the marker of the next broadcast, as a publisher does. */
  @Benchmark
  public String marker() {
    return new Marker(RUN, 0, next++ & Integer.MAX_VALUE, INTENDED_MICROS).encode(PAYLOAD);
  }

  /** Finds the marker in a frame, as every delivery does. */
  @Benchmark
  public long findMarker() {
    return reader.next(frame, 0, frame.length) + reader.broadcast();
  }

  /** Decodes an event with the library of Lambda's runtime, and reads what a function needs. */
  @Benchmark
  public String event() {
    return StandaloneEvent.connectionId(json.fromJson(new ByteArrayInputStream(event)));
  }

  /** Selects the route by one member of the body. */
  @Benchmark
  public @Nullable String route() {
    return routes.routeKey(body);
  }

  /** Selects the route by two. */
  @Benchmark
  public @Nullable String routeByTwo() {
    return twoPaths.routeKey(body);
  }

  /** Signs and writes the post to the next connection, as the direct fanout does. */
  @Benchmark
  public int signedPost() {
    wire.clear();
    posts.write(ids[next++ & (IDS - 1)], wire);
    return wire.position();
  }
}
