package dev.broadside.measure;

import dev.broadside.scenario.Audience;
import dev.broadside.scenario.Rooms;
import dev.broadside.scenario.Sizes;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * The books of a large run, kept from its first broadcast to its last as fast as they can be, by a
 * clock of its own: 100 broadcasts a second, of which nobody gets any, so that all that can be
 * remembered is.
 */
final class LedgerAtSize {
  private static final int TENTHS = 10;
  private static final long INTERVAL_NANOS = Duration.ofMillis(10).toNanos();

  private LedgerAtSize() {}

  /**
   * Arguments: connections, broadcasts, rooms. Says how many deliveries were lost, and the most
   * bytes that were alive whenever a tenth of the broadcasts was through.
   */
  public static void main(String[] args) {
    int connections = Integer.parseInt(args[0]);
    int broadcasts = Integer.parseInt(args[1]);
    int count = Integer.parseInt(args[2]);
    Audience audience = new Audience(connections, Duration.ZERO, count, new Sizes.Uniform(), true);
    Ledger ledger =
        new Ledger(
            new Ledger.Size(Rooms.of(audience, count, 1), broadcasts, true),
            Duration.ofSeconds(5),
            Duration.ZERO);
    for (int connection = 0; connection < connections; connection++) {
      ledger.joined(connection, 0);
    }
    long lost = 0;
    long alive = 0;
    for (int number = 0; number < broadcasts; number++) {
      long now = number * INTERVAL_NANOS;
      ledger.open(number, number % count, true, now);
      ledger.sent(number, now);
      lost += lost(ledger.settle(now));
      if ((number + 1) % (broadcasts / TENTHS) == 0) {
        alive = Math.max(alive, alive());
      }
    }
    lost += lost(ledger.settle(Long.MAX_VALUE / 2));
    System.out.println("lost " + lost);
    System.out.println("alive " + alive);
  }

  private static long alive() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long lost(List<Settled> settled) {
    return settled.stream().mapToLong(Settled::lost).sum();
  }
}
