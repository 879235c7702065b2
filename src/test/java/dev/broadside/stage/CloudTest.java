package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.aws.Latency;
import dev.broadside.aws.Profile.Quotas;
import dev.broadside.aws.Profile.Service;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class CloudTest {
  @Test
  void whatACallTookIsPartOfItsDrawnTime() {
    AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 3);
    Latency tenMicros = new Latency(Duration.ofNanos(10_000), Duration.ofNanos(10_000));
    Quotas none = new Quotas(null, null, null, null, null);
    Map<Service, Latency> latencies = Map.of(Service.SQS, tenMicros);
    LongSupplier left =
        new Cloud(QuotasTest.rules(none, latencies).profile(), clock::get).begin(Service.SQS);
    assertEquals(10_000, left.getAsLong());
    clock.addAndGet(4_000);
    assertEquals(6_000, left.getAsLong());
    clock.addAndGet(7_000);
    assertEquals(-1_000, left.getAsLong());
  }

  @Test
  void aServiceThatTakesNoTimeAsksNoClock() {
    LongSupplier never =
        () -> {
          throw new AssertionError("the clock was asked");
        };
    Cloud ideal = new Cloud(Rules.USUAL.profile(), never);
    assertEquals(0, ideal.begin(Service.SQS).getAsLong());
  }
}
