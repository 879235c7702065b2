package dev.broadside.bench.jmh;

import dev.broadside.bench.stub.PostDelay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One fanout under one load.
 *
 * @param fanout as functions name it
 * @param receivers of a broadcast
 * @param inFlight the most posts at once; {@code serial} has one, whatever it says
 * @param gonePercent of the receivers that answer 410
 * @param throttledPercent of the receivers that answer every other post with 429
 */
public record FanoutRow(
    String fanout,
    int receivers,
    int inFlight,
    PostDelay delay,
    int gonePercent,
    int throttledPercent) {
  /** The one that posts one after another. */
  public static final String SERIAL = "serial";

  /** The one without the SDK. */
  public static final String DIRECT = "direct";

  /** Those that post many at once. */
  public static final List<String> PARALLEL = List.of("pool", "virtual", "async", DIRECT);

  /* A broadcast to 1,000 would take serial 15 s. */
  private static final int SERIAL_RECEIVERS = 50;
  private static final int HUNDRED = 100;

  /* The SDK's usual client, and ours: the two between which the others lie. */
  private static final List<String> ENDS = List.of("async", DIRECT);

  /** Refuses what is no broadcast. */
  public FanoutRow {
    if (receivers < 1 || inFlight < 1 || gonePercent < 0 || throttledPercent < 0) {
      throw new IllegalArgumentException(
          "a broadcast has a receiver or more, and a post in flight");
    }
    if (gonePercent + throttledPercent > HUNDRED) {
      throw new IllegalArgumentException(
          "%d%% gone and %d%% throttled are more than all"
              .formatted(gonePercent, throttledPercent));
    }
  }

  /**
   * The point from which one factor at a time is changed: 1,000 receivers (50 of {@code serial}),
   * 64 in flight, 15 ms.
   */
  public static FanoutRow reference(String fanout) {
    int receivers = fanout.equals(SERIAL) ? SERIAL_RECEIVERS : 1_000;
    return new FanoutRow(fanout, receivers, 64, PostDelay.FIFTEEN, 0, 0);
  }

  /** All fanouts at the reference point, then in flight and delay for the two ends: 12 rows. */
  public static List<FanoutRow> quick() {
    List<FanoutRow> rows = new ArrayList<>(references().toList());
    ends().map(row -> row.withInFlight(16)).forEach(rows::add);
    ends().map(row -> row.withInFlight(256)).forEach(rows::add);
    ends().map(row -> row.withDelay(PostDelay.NONE)).forEach(rows::add);
    rows.add(reference(DIRECT).withDelay(PostDelay.HEAVY_TAIL));
    return rows;
  }

  /** Every factor: 37 rows. */
  public static List<FanoutRow> full() {
    List<FanoutRow> rows = new ArrayList<>(references().toList());
    parallel().map(row -> row.withReceivers(100)).forEach(rows::add);
    parallel().map(row -> row.withReceivers(10_000)).forEach(rows::add);
    parallel().map(row -> row.withInFlight(16)).forEach(rows::add);
    parallel().map(row -> row.withInFlight(256)).forEach(rows::add);
    parallel().map(row -> row.withDelay(PostDelay.NONE)).forEach(rows::add);
    parallel().map(row -> row.withDelay(PostDelay.FIVE)).forEach(rows::add);
    parallel().map(row -> row.withDelay(PostDelay.HEAVY_TAIL)).forEach(rows::add);
    ends().map(row -> row.withRefusals(10, 0)).forEach(rows::add);
    ends().map(row -> row.withRefusals(0, 10)).forEach(rows::add);
    return rows;
  }

  private static Stream<FanoutRow> references() {
    return Stream.concat(Stream.of(reference(SERIAL)), parallel());
  }

  private static Stream<FanoutRow> parallel() {
    return PARALLEL.stream().map(FanoutRow::reference);
  }

  private static Stream<FanoutRow> ends() {
    return ENDS.stream().map(FanoutRow::reference);
  }

  private FanoutRow withReceivers(int other) {
    return new FanoutRow(fanout, other, inFlight, delay, gonePercent, throttledPercent);
  }

  private FanoutRow withInFlight(int other) {
    return new FanoutRow(fanout, receivers, other, delay, gonePercent, throttledPercent);
  }

  private FanoutRow withDelay(PostDelay other) {
    return new FanoutRow(fanout, receivers, inFlight, other, gonePercent, throttledPercent);
  }

  private FanoutRow withRefusals(int gone, int throttled) {
    return new FanoutRow(fanout, receivers, inFlight, delay, gone, throttled);
  }

  int gone() {
    return receivers * gonePercent / HUNDRED;
  }

  int throttled() {
    return receivers * throttledPercent / HUNDRED;
  }

  /** Posts that a broadcast makes: one for each receiver, and one more for each throttled. */
  public int attempts() {
    return receivers + throttled();
  }

  /** Posts one after another: the c/RTT law, ceil(posts / in flight). */
  public int rounds() {
    return fanout.equals(SERIAL) ? attempts() : Math.ceilDiv(attempts(), inFlight);
  }

  /** The environment that makes a function post so. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_REGION",
        LookupTables.REGION,
        "WEBSOCKET_TABLE",
        "none",
        "BROADSIDE_FANOUT",
        fanout,
        "BROADSIDE_CONCURRENCY",
        "" + inFlight);
  }

  @Override
  public String toString() {
    String refusals =
        Stream.of(percent(gonePercent, "gone"), percent(throttledPercent, "throttled"))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining());
    return String.format(
        Locale.ROOT,
        "%s, %,d receivers, %s%s%s",
        fanout,
        receivers,
        fanout.equals(SERIAL) ? "" : inFlight + " in flight, ",
        delay,
        refusals);
  }

  private static String percent(int percent, String word) {
    return percent == 0 ? "" : ", %d%% %s".formatted(percent, word);
  }
}
