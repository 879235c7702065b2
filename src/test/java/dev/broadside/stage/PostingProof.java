package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.bench.BareClient;
import dev.broadside.bench.Broadcast;
import dev.broadside.bench.Comparison;
import dev.broadside.bench.FloorServer;
import dev.broadside.bench.Protocol;
import dev.broadside.bench.Side;
import dev.broadside.bench.Stamp;
import dev.broadside.handlers.direct.Endpoint;
import dev.broadside.handlers.direct.Loop;
import dev.broadside.process.ProcessException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Posting alone: a handler with a list of ids in memory posts over HTTP to the local stage in
 * another process, and the bare client counts. With any other load on the machine the figures are
 * of that load.
 */
@Tag("proof")
@Isolated("what runs beside it is in its numbers")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
final class PostingProof {
  private static final int CONNECTIONS = Integer.getInteger("broadside.connections", 5_000);
  private static final int PAYLOAD = 128;
  private static final String BROADCAST = "{\"action\":\"broadcast\"}";
  private static final ObjectMapper JSON = new ObjectMapper();

  /* Of profile aws: the bucket of requests and the latencies of a post. */
  private static final double BUCKET_PER_SECOND = 10_000;
  private static final double BUCKET_BURST = 5_000;
  private static final double POST_P50_MILLIS = 10;
  private static final double POST_P99_MILLIS = 40;

  @TempDir private Path logs = Path.of("");

  /** A stage whose handler posts with one fanout, and its subscribers. */
  private record Poster(ListedStage stage, BareClient client, Path outcomes)
      implements Side, AutoCloseable {
    @Override
    public Broadcast broadcast() throws ProcessException, InterruptedException {
      client.publish(BROADCAST);
      return client.awaitBroadcast();
    }

    /** The outcomes of the last broadcasts. */
    List<JsonNode> lastOutcomes(int count) throws IOException {
      List<String> lines = Files.readAllLines(outcomes);
      List<JsonNode> read = new ArrayList<>();
      for (String line : lines.subList(lines.size() - count, lines.size())) {
        read.add(JSON.readTree(line));
      }
      return read;
    }

    @Override
    public void close() {
      client.close();
      stage.close();
    }
  }

  private Poster poster(String fanout, int concurrency, String profile, int connections)
      throws Exception {
    Path folder = Files.createDirectories(logs.resolve(fanout + "-" + System.nanoTime()));
    Path outcomes = folder.resolve("outcomes");
    Map<String, String> parameters =
        Map.of("Fanout", fanout, "Concurrency", "" + concurrency, "Outcomes", outcomes.toString());
    ListedStage stage = ListedStage.start(folder, parameters, profile);
    try {
      BareClient client =
          BareClient.connected(stage.port(), "/prod", connections, folder.resolve("client.log"));
      return new Poster(stage, client, outcomes);
    } catch (Exception failure) {
      stage.close();
      throw failure;
    }
  }

  /** Profile aws, but for its quota of handshakes: connecting is not what is measured. */
  private String awsWithFastHandshakes() throws IOException {
    try (InputStream profile =
        Objects.requireNonNull(PostingProof.class.getResourceAsStream("/profiles/aws.yaml"))) {
      String text = new String(profile.readAllBytes(), StandardCharsets.UTF_8);
      String slow = "    rate: 500\n    burst: 500\n";
      assertTrue(text.contains(slow), "the quota of handshakes has moved");
      String fast = text.replace(slow, "    rate: 50000\n    burst: 50000\n");
      return Files.writeString(logs.resolve("aws.yaml"), fast).toString();
    }
  }

  private static void print(String what, Comparison compared) {
    System.out.printf(
        "%,d connections, %s: %s deliveries/s, %s deliveries/s, ratio %s%n",
        CONNECTIONS,
        what,
        compared.a().text("%,.0f"),
        compared.b().text("%,.0f"),
        compared.ratio().text("%.2f"));
  }

  @Test
  void directPostsTwiceAsFastAsTheSdk() throws Exception {
    try (Poster async = poster("async", 64, "ideal", CONNECTIONS);
        Poster direct = poster("direct", 64, "ideal", CONNECTIONS)) {
      Comparison compared = Comparison.of(async, direct, Protocols.ofThisRun());
      print("async and direct", compared);
      assertTrue(compared.ratio().median() >= 2, () -> "ratio " + compared.ratio());
    }
  }

  @Test
  void directReachesNearlyHalfOfTheFloor() throws Exception {
    try (FloorServer floor = FloorServer.start(CONNECTIONS, PAYLOAD, logs);
        Poster direct = poster("direct", 64, "ideal", CONNECTIONS)) {
      Comparison compared = Comparison.of(floor, direct, Protocols.ofThisRun());
      print("the floor and direct", compared);
      assertTrue(compared.ratio().median() >= 0.45, () -> "ratio " + compared.ratio());
    }
  }

  /** Few connections and rounds: serial takes more than a second for a hundred of them. */
  @Test
  void underAwsAsyncIsFiveTimesAsFastAsSerial() throws Exception {
    String aws = awsWithFastHandshakes();
    try (Poster serial = poster("serial", 1, aws, 200);
        Poster async = poster("async", 64, aws, 200)) {
      Comparison compared = Comparison.of(serial, async, new Protocol(1, 3, 2));
      print("of which 200 used, under aws, serial and async", compared);
      assertTrue(compared.ratio().median() >= 5, () -> "ratio " + compared.ratio());
    }
  }

  @Test
  void theFirstBroadcastOfAColdProcessTakesAThird() throws Exception {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      double async = firstMillis("async");
      double direct = firstMillis("direct");
      ratios.add(direct / async);
      System.out.printf("first broadcast: async %.0f ms, direct %.0f ms%n", async, direct);
    }
    ratios.sort(null);
    assertTrue(ratios.get(1) <= 1.0 / 3, () -> "of async's time: " + ratios);
  }

  /**
   * The stage is warm, from posts by this process; the process of the functions is not, for it has
   * only seen connects.
   */
  private double firstMillis(String fanout) throws Exception {
    try (Poster poster = poster(fanout, 64, "ideal", CONNECTIONS)) {
      List<String> ids = Files.readAllLines(Path.of(poster.outcomes + ".ids"));
      URI stage = URI.create("http://127.0.0.1:" + poster.stage.port() + "/prod");
      try (Loop<String> loop = Loop.to(Endpoint.of(stage), 64)) {
        for (int i = 0; i < 20; i++) {
          loop.run(new UnsignedPosts(ids, Stamp.text(System.nanoTime(), PAYLOAD)));
          poster.client.awaitBroadcast();
        }
      }
      return poster.broadcast().nanos() / 1e6;
    }
  }

  /**
   * The bucket's floor is the time in which it gives a token for each connection. One post latency
   * comes on top: its median for the last post that is sent, and its 99th percentile for the last
   * that is answered, since that is the slowest of those under way at the end.
   */
  @ParameterizedTest
  @ValueSource(ints = {10_000, 15_000})
  void underAwsPostingTakesTheBucketsFloor(int connections) throws Exception {
    int warmups = 10;
    int broadcasts = 20;
    try (Poster direct = poster("direct", 512, awsWithFastHandshakes(), connections)) {
      for (int i = 0; i < warmups + broadcasts; i++) {
        TimeUnit.SECONDS.sleep(3);
        direct.broadcast();
      }
      List<JsonNode> outcomes = direct.lastOutcomes(broadcasts);
      double floor = (connections - BUCKET_BURST) / BUCKET_PER_SECOND * 1000;
      double sent = (p50(outcomes, "sendingMillis") + POST_P50_MILLIS) / (floor + POST_P50_MILLIS);
      double answered = p50(outcomes, "postingMillis") / (floor + POST_P99_MILLIS);
      System.out.printf(
          "%,d connections under aws, floor %.0f ms: sent in %.1f ms, answered in %.1f ms,"
              + " attempts %.0f; ratios %.3f and %.3f%n",
          connections,
          floor,
          p50(outcomes, "sendingMillis"),
          p50(outcomes, "postingMillis"),
          p50(outcomes, "attempts"),
          sent,
          answered);
      assertAll(
          () -> assertTrue(sent >= 0.995 && sent <= 1.05, () -> "sent " + sent),
          () -> assertTrue(answered <= 1.05, () -> "answered " + answered),
          () -> assertTrue(p50(outcomes, "posted") == connections, "everybody"));
    }
  }

  private static double p50(List<JsonNode> outcomes, String name) {
    double[] sorted =
        outcomes.stream().mapToDouble(outcome -> outcome.path(name).asDouble()).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
