package dev.broadside.scale.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.Anchor;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CommonTimeTest {
  private static final String RUN = "run1";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final InetSocketAddress ANYWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static HostClock pretended(String clock) {
    HostClock host = HostClock.pretended("1=" + clock, 1);
    if (host == null) {
      throw new AssertionError("it is for shard 1");
    }
    return host;
  }

  private static Reference reference(InetSocketAddress address, @Nullable ClockErrorBound bound) {
    return new Reference(0, List.of(address), bound);
  }

  /** How far from the truth is when it begins, and when something is due a second later. */
  private static void assertWithin(CommonTime time, Anchor reference, long wrongNanos) {
    long startAt = reference.epochMicros() + 5_000_000;
    long truth = reference.toNanoTime(startAt);
    long begin = time.begin(startAt);
    long due = time.due(begin + SECOND);
    ShardClock clock = time.end(SECOND);
    assertNear(truth + wrongNanos, begin, clock);
    assertNear(truth + SECOND + wrongNanos, due, clock);
    // The error that nobody sees is not in what it says of its own past.
    assertNear(startAt * 1_000, time.toEpochMicros(begin) * 1_000, clock);
  }

  /** Within its bound, and a microsecond that rounding may take. */
  private static void assertNear(long expected, long found, ShardClock clock) {
    assertTrue(
        Math.abs(found - expected) <= clock.boundNanos() + 1_000,
        () -> "%d ns off: %s".formatted(found - expected, clock));
  }

  @Test
  void whoAsksKeepsToTheReferenceWithinItsBound() throws IOException {
    Anchor anchor = Anchor.now();
    try (UdpEchoServer server = UdpEchoServer.start(ANYWHERE, anchor, Reference.echoes(RUN, 0));
        CommonTime time = CommonTime.unknown(pretended("20ms,50ppm,0ms"))) {
      time.follow(reference(server.address(), null), RUN, null, PATIENCE);
      assertWithin(time, anchor, 0);
      ShardClock clock = time.end(SECOND);
      assertEquals(ClockSource.UDP_ECHO, clock.source());
      assertTrue(clock.boundNanos() < ShardClock.UNBOUNDED);
    }
  }

  @Test
  void anErrorThatNoEchoShowsIsInTheTimesAndNotInTheBound() throws IOException {
    Anchor anchor = Anchor.now();
    try (UdpEchoServer server = UdpEchoServer.start(ANYWHERE, anchor, Reference.echoes(RUN, 0));
        CommonTime time = CommonTime.unknown(pretended("0ms,0ppm,3600000ms"))) {
      time.follow(reference(server.address(), null), RUN, null, PATIENCE);
      assertWithin(time, anchor, 3_600 * SECOND);
      assertTrue(time.end(SECOND).boundNanos() < 3_600 * SECOND);
    }
  }

  @Test
  void anotherInjectorsAnswerIsNoAnswer() throws IOException {
    try (UdpEchoServer other =
            UdpEchoServer.start(ANYWHERE, Anchor.now(), Reference.echoes(RUN, 3));
        CommonTime time = CommonTime.unknown(pretended("0ms,0ppm,0ms"))) {
      time.follow(reference(other.address(), null), RUN, null, Duration.ofMillis(1));
      ShardClock clock = time.end(SECOND);
      assertEquals(ClockSource.NONE, clock.source());
      assertEquals(ShardClock.UNBOUNDED, clock.boundNanos());
      assertTrue(clock.detail().startsWith("injector 0 answered no UDP echo at "), clock::detail);
    }
  }

  @Test
  void whereNobodyAnswersTheEnvironmentsVouchForBoth() throws IOException {
    Anchor anchor = Anchor.now();
    try (DatagramSocket silent = new DatagramSocket(ANYWHERE);
        CommonTime time = CommonTime.unknown(pretended("20ms,0ppm,0ms"))) {
      InetSocketAddress address = (InetSocketAddress) silent.getLocalSocketAddress();
      ClockErrorBound bound = new ClockErrorBound(15_000_000, "chronyd");
      time.follow(reference(address, bound), RUN, bound, Duration.ofMillis(1));
      assertWithin(time, anchor, 0);
      assertEquals(ClockSource.ENVIRONMENT, time.end(SECOND).source());
    }
  }

  @Test
  void whoSharesTheReferencesClockIsExact() {
    Anchor anchor = Anchor.now();
    try (CommonTime time = CommonTime.exact(anchor)) {
      assertWithin(time, anchor, 0);
      assertEquals(0, time.end(SECOND).boundNanos());
    }
  }

  @Property(tries = 200)
  void aPretendedClockIsTakenBackAgain(
      @ForAll @LongRange(min = -100_000, max = 100_000) long seconds,
      @ForAll @DoubleRange(min = -10_000, max = 10_000) double ppm) {
    HostClock host = new HostClock(new Anchor(0, 12_345), ppm, 0);
    long system = 12_345 + seconds * SECOND;
    assertTrue(Math.abs(host.toSystem(host.ofSystem(system)) - system) <= 1);
  }

  @Test
  void onlyTheShardThatIsNamedPretends() {
    String wanted = "1=20ms,50ppm,0ms;2=-20ms,-50ppm,7ms";
    HostClock second = HostClock.pretended(wanted, 2);
    assertTrue(second != null && second.ppm() == -50 && second.hiddenNanos() == 7_000_000);
    assertNull(HostClock.pretended(wanted, 0));
    assertThrows(IllegalArgumentException.class, () -> HostClock.pretended("20ms", 0));
  }
}
