package dev.broadside.cli;

import dev.broadside.load.Share;
import dev.broadside.load.ShareRun;
import dev.broadside.measure.Latencies;
import dev.broadside.measure.Recorder;
import dev.broadside.measure.Settled;
import dev.broadside.scale.clock.ShardClock;
import dev.broadside.scale.merge.BroadcastRow;
import dev.broadside.scale.merge.Quantity;
import dev.broadside.scale.merge.ShardResult;
import dev.broadside.scale.merge.Values;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * What one shard's part of the audience saw of each broadcast, kept small while it runs. On the
 * conductor's thread, and read when all is over.
 */
final class ShardBooks implements Recorder.Listener {
  private final Share share;
  private final int publishers;
  private final LongUnaryOperator epochMicros;
  private final Latencies sameProcess = new Latencies();
  private final Latencies crossProcess = new Latencies();
  private final Latencies service = new Latencies();
  private final List<BroadcastRow> rows = new ArrayList<>();

  /**
   * The books of a share.
   *
   * @param publishers how many the whole run has, who take turns
   * @param epochMicros the common time of a {@code System.nanoTime}
   */
  ShardBooks(Share share, int publishers, LongUnaryOperator epochMicros) {
    this.share = share;
    this.publishers = publishers;
    this.epochMicros = epochMicros;
  }

  @Override
  public void settled(Settled broadcast) {
    int publisher = broadcast.number() % publishers % share.shards();
    boolean own = publisher == share.shard();
    long delay = broadcast.sentNanos() - broadcast.intendedNanos();
    long[] latencies = new long[broadcast.delivered()];
    for (int i = 0; i < latencies.length; i++) {
      latencies[i] = broadcast.latencyNanos(i);
      if (own) {
        sameProcess.record(latencies[i]);
        service.record(latencies[i] - delay);
      } else {
        crossProcess.record(latencies[i]);
      }
    }
    BroadcastRow.Id id =
        new BroadcastRow.Id(
            publisher, broadcast.number(), epochMicros.applyAsLong(broadcast.intendedNanos()));
    rows.add(BroadcastRow.of(id, latencies, broadcast.lost(), broadcast.late(), 0));
  }

  /** The longest latency between two clocks. */
  long longestNanos() {
    return crossProcess.histogram().getMaxValue();
  }

  /** All that the shard found out. */
  ShardResult result(String run, String host, ShareRun.Findings findings, ShardClock clock) {
    Map<Quantity, Values> values = new EnumMap<>(Quantity.class);
    values.put(Quantity.SAME_PROCESS_DELIVERY, Values.of(sameProcess));
    values.put(Quantity.CROSS_PROCESS_DELIVERY, Values.of(crossProcess));
    values.put(Quantity.SERVICE, Values.of(service));
    values.put(Quantity.PUBLISH_DELAY, Values.of(findings.publishDelay()));
    values.put(Quantity.CONNECT, Values.of(findings.connect()));
    values.put(Quantity.REJOIN, Values.of(findings.rejoin()));
    values.put(Quantity.PING, Values.of(findings.ping()));
    values.put(Quantity.IDLE_PING, Values.of(findings.idlePing()));
    return new ShardResult(
        share.shard(),
        host,
        run,
        findings.summary(),
        findings.refusals(),
        values,
        rows,
        findings.startErrorNanos(),
        clock);
  }
}
