package dev.broadside.load;

import dev.broadside.measure.Latencies;
import dev.broadside.measure.Ledger;
import dev.broadside.measure.Recorder;
import dev.broadside.measure.Settled;
import java.util.List;

/** Makes the {@link Progress.Moment} of each second from what was settled in it. One thread. */
final class Moments {
  private final long startNanos = System.nanoTime();
  private final Ledger ledger;
  private final Recorder recorder;
  private Latencies lasts = new Latencies();

  Moments(Ledger ledger, Recorder recorder) {
    this.ledger = ledger;
    this.recorder = recorder;
  }

  /** A broadcast that was for somebody is settled. */
  void add(Settled broadcast) {
    lasts.record(broadcast.reachedNanos(100));
  }

  /** All since the moment before; who came back, and what was done, others know. */
  Progress.Moment next(long nanos, long arrivals) {
    Latencies since = lasts;
    lasts = new Latencies();
    return new Progress.Moment(
        (nanos - startNanos) / 1_000_000,
        arrivals,
        since.histogram().getTotalCount() + since.never(),
        since.never(),
        since.percentileMillis(50),
        since.percentileMillis(99),
        recorder.deliveries().lost(),
        ledger.extras().duplicate(),
        0,
        List.of());
  }
}
