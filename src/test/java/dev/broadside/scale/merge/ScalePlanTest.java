package dev.broadside.scale.merge;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.aws.Cost;
import dev.broadside.aws.Pages;
import dev.broadside.aws.PriceLists;
import dev.broadside.aws.Prices;
import dev.broadside.aws.Quota;
import dev.broadside.aws.ReadUnits.Consistency;
import dev.broadside.scale.clock.ClockSource;
import dev.broadside.scale.clock.ShardClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** src/docs/scale.md says nothing that the arithmetic does not. */
final class ScalePlanTest {
  private static final long CONNECTIONS = 1_000_000;
  private static final int SHARDS = 64;
  private static final double CONNECTS_A_SECOND = 500;
  private static final long MEASURED_SECONDS = 600;
  private static final long BROADCASTS_A_SECOND = 10;
  private static final long ROOM = 1_000;

  private static String figure(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private final List<String> figures = new ArrayList<>();

  private void say(String format, Object... values) {
    figures.add(figure(format, values));
  }

  @Test
  void thePlanSaysWhatTheArithmeticSays() throws Exception {
    shards();
    time();
    money();
    String page = Files.readString(Path.of("src/docs/scale.md"));
    for (String said : figures) {
      assertTrue(page.contains(said), () -> "src/docs/scale.md should say: " + said);
    }
  }

  private void shards() {
    say("%,d connections each", CONNECTIONS / SHARDS);
    say("%.1f handshakes a second each", CONNECTS_A_SECOND / SHARDS);
    say("%d addresses", Math.ceilDiv(CONNECTIONS, 55_000L));
  }

  private void time() {
    double connecting = CONNECTIONS / CONNECTS_A_SECOND;
    say("%,.0f s", connecting);
    say("%,.0f s after the last has joined", 7_200 - connecting);
    say("%.0f of the 500 handshakes", CONNECTIONS / 7_200.0);
    say("%.1f s to everybody", new Quota(10_000, 5_000).secondsFor(CONNECTIONS));
    say("%d such rooms a second", 10_000 / ROOM);
  }

  private void money() {
    long broadcasts = BROADCASTS_A_SECOND * MEASURED_SECONDS;
    long messages = broadcasts * (ROOM + 1);
    double minutes = CONNECTIONS * (CONNECTIONS / CONNECTS_A_SECOND / 2 + MEASURED_SECONDS) / 60;
    say("$%.2f for %,d messages", Cost.usd(messages, 0), messages);
    say("$%.2f for %.1f million connection minutes", Cost.usd(0, minutes), minutes / 1e6);
    Prices prices = PriceLists.bundled();
    say("$%.2f of write units", 4 * CONNECTIONS * prices.dynamoDb().writeUnit());
    Pages query = Pages.of(ROOM, 120, Consistency.EVENTUAL);
    say("%.0f read units", query.units());
    Pages scan = Pages.of(CONNECTIONS, 200, Consistency.EVENTUAL);
    say("%,d pages and %,.0f read units", scan.pages(), scan.units());
    say("%.1f s on one partition", scan.units() / 3_000);
    say("$%.2f for requests to Lambda", (2 * CONNECTIONS + broadcasts) * prices.lambda().request());
  }

  @Test
  void aShardsResultIsAsSmallAsThePlanSays() {
    SplittableRandom random = new SplittableRandom(1);
    ShardClock clock = new ShardClock(ClockSource.UDP_ECHO, "", -1, 1, -1, 1, 200_000);
    SampleShard shard = new SampleShard(1).clock(clock);
    int rows = (int) (BROADCASTS_A_SECOND * MEASURED_SECONDS) / 10;
    for (int number = 0; number < rows; number++) {
      long[] latencies = random.longs(ROOM / SHARDS, 20_000_000, 200_000_000).toArray();
      shard.row(number % SHARDS, number, 0, latencies);
    }
    int bytes = shard.result().encode().length;
    assertTrue(bytes / rows < 80, bytes / rows + " bytes a broadcast");
  }
}
