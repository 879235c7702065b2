package dev.broadside.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.aws.BroadcastModel.Broadcast;
import dev.broadside.aws.BroadcastModel.Parts;
import java.time.Duration;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BroadcastModelTest {
  private static final Pages ONE_PAGE = new Pages(1, 1_000, 24.5);
  private static final Latency POST = latency(10, 40);

  @Test
  void postsThatTakeTheSameTimeGoInRounds() {
    Posting posting = new Posting(64, latency(15, 15));
    assertEquals(15, posting.millis(64));
    assertEquals(30, posting.millis(65));
    assertEquals(240, posting.millis(1_000));
    assertEquals(0, posting.millis(0));
  }

  /** The closed form against what it closes: posts that are really taken one after another. */
  @ParameterizedTest
  @CsvSource({"40, 64", "100, 64", "300, 64", "1000, 64", "5000, 64", "1000, 256", "200, 1"})
  void theMedianOfPostsThatVaryIsThatOfASimulation(int posts, int inFlight) {
    double simulated = simulatedMillis(posts, inFlight, 400);
    assertEquals(simulated, new Posting(inFlight, POST).millis(posts), 0.04 * simulated);
  }

  private static double simulatedMillis(int posts, int inFlight, int broadcasts) {
    SplittableRandom random = new SplittableRandom(1);
    double[] ends =
        IntStream.range(0, broadcasts).mapToDouble(i -> end(posts, inFlight, random)).toArray();
    Arrays.sort(ends);
    return ends[broadcasts / 2];
  }

  private static double end(int posts, int inFlight, SplittableRandom random) {
    PriorityQueue<Double> ends = new PriorityQueue<>();
    double last = 0;
    for (int i = 0; i < posts; i++) {
      double begin = i < inFlight ? 0 : ends.remove();
      double end = begin + POST.drawNanos(random) / 1e6;
      ends.add(end);
      last = Math.max(last, end);
    }
    return last;
  }

  @Test
  void theNormalDistributionIsTheTables() {
    assertEquals(0.5, LogNormal.normal(0), 1e-7);
    assertEquals(0.99, LogNormal.normal(2.3263478740408408), 1e-7);
    assertEquals(0.01, LogNormal.normal(-2.3263478740408408), 1e-7);
  }

  @Test
  void whatIsLeftOfAPostIsLongerThanItsHalfWhereItVaries() {
    LogNormal post = POST.millis();
    assertEquals(0, post.restBelow(0));
    assertTrue(post.restBelow(post.mean() / 2) < 0.6);
    assertEquals(1, post.restBelow(10_000), 1e-9);
    assertEquals(11.94, POST.meanMillis(), 0.01);
  }

  @Test
  void laterPagesCostNothingWhilePostsTakeLonger() throws Exception {
    BroadcastModel model = new BroadcastModel(Profiles.find("aws"), 64, 20);
    Broadcast one = new Broadcast(10_000, 0, ONE_PAGE, 1 << 20);
    Broadcast two = new Broadcast(10_000, 0, new Pages(2, 10_000, 257), 2 << 20);
    assertEquals(model.of(one).lastMillis(), model.of(two).lastMillis());
    Broadcast many = new Broadcast(100, 0, new Pages(20, 100_000, 2_451), 20 << 20);
    Parts parts = model.of(many);
    assertTrue(parts.lastMillis() > parts.laterPagesMillis() + parts.firstPageMillis());
  }

  @Test
  void noConcurrencyIsFasterThanTheBucket() throws Exception {
    BroadcastModel model = new BroadcastModel(Profiles.find("aws"), 1_000, 0);
    Parts parts = model.of(new Broadcast(25_000, 0, ONE_PAGE, 100_000));
    assertEquals(2_000, parts.floorMillis());
    assertTrue(parts.postingMillis() < parts.floorMillis());
    assertEquals(parts.invokeMillis() + parts.firstPageMillis() + 2_000, parts.lastMillis(), 1e-9);
  }

  @Test
  void theParametersSayThatItIsModelled() throws Exception {
    var parameters = new BroadcastModel(Profiles.find("aws"), 64, 20).parameters();
    assertEquals(true, parameters.get("modelled"));
    assertEquals("10000.0/s + 5000.0", parameters.get("bucket"));
    assertEquals("10.0 ms, p99 40.0 ms", parameters.get("post"));
  }

  private static Latency latency(int p50, int p99) {
    return new Latency(Duration.ofMillis(p50), Duration.ofMillis(p99));
  }
}
