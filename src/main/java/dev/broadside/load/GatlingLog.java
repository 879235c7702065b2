package dev.broadside.load;

import dev.broadside.measure.Recorder;
import dev.broadside.measure.Settled;
import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.core.CoreComponents;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.List$;

/**
 * Puts what we measured into Gatling's statistics, so that it shows in its HTML and can be asserted
 * on: a view in whole milliseconds, never the truth. Lost deliveries are failed ones that took
 * until the books closed.
 */
final class GatlingLog implements Recorder.Listener, ConnectLog {
  static final String CONNECT = "connect";
  static final String DELIVERY = "delivery";
  static final String LAST = "last receiver";
  static final String VERDICT = "verdict";
  static final String PUBLISH = "publish";

  private final CoreComponents core;
  private final String scenario;
  private final String prefix;
  private final long referenceMillis;
  private final long referenceNanos;

  /** The log of a run of ours, whose Gatling simulation has nothing beside it. */
  GatlingLog(CoreComponents core) {
    this(core, "connections", "");
  }

  /** A log whose requests' names begin with {@code prefix}. */
  GatlingLog(CoreComponents core, String scenario, String prefix) {
    this.core = core;
    this.scenario = scenario;
    this.prefix = prefix;
    this.referenceMillis = core.clock().nowMillis();
    this.referenceNanos = System.nanoTime();
  }

  @Override
  public void settled(Settled broadcast) {
    long intended = broadcast.intendedNanos();
    for (int i = 0; i < broadcast.delivered(); i++) {
      log(DELIVERY, intended + broadcast.latencyNanos(i), broadcast.latencyNanos(i), null);
    }
    long untilClosed = broadcast.closesAtNanos() - intended;
    for (int i = 0; i < broadcast.lost(); i++) {
      log(DELIVERY, broadcast.closesAtNanos(), untilClosed, "lost");
    }
    if (broadcast.isToNobody()) {
      return;
    }
    long last = broadcast.reachedNanos(100);
    if (last == Long.MAX_VALUE) {
      log(LAST, broadcast.closesAtNanos(), untilClosed, "incomplete");
    } else {
      log(LAST, intended + last, last, null);
    }
  }

  @Override
  public void connected(long endNanos, long tookNanos) {
    log(CONNECT, endNanos, tookNanos, null);
  }

  @Override
  public void notConnected(long endNanos, long tookNanos, String reason) {
    log(CONNECT, endNanos, tookNanos, reason);
  }

  /** A frame was handed to its channel at {@code endNanos}; or was not, and why. */
  void published(long endNanos, long tookNanos, @Nullable String failure) {
    log(PUBLISH, endNanos, tookNanos, failure);
  }

  void verdict(boolean pass, String reason) {
    log(VERDICT, System.nanoTime(), 0, pass ? null : reason);
  }

  /** {@code end} is when it was over; {@code start = end - latency}, as decision 5 has it. */
  private void log(String request, long endNanos, long latencyNanos, @Nullable String failure) {
    long end = referenceMillis + TimeUnit.NANOSECONDS.toMillis(endNanos - referenceNanos);
    long start = end - TimeUnit.NANOSECONDS.toMillis(latencyNanos);
    Status status = failure == null ? OK$.MODULE$ : KO$.MODULE$;
    core.statsEngine()
        .logResponse(
            scenario,
            List$.MODULE$.empty(),
            prefix + request,
            start,
            end,
            status,
            Option.empty(),
            Option.apply(failure));
  }
}
