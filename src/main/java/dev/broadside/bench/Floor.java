package dev.broadside.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.broadside.process.ProcessException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The floor of this machine: deliveries per second of one event loop that writes a frame to each
 * socket, counted by the bare client.
 */
public record Floor(Settings settings, Spread deliveriesPerSecond, Spread broadcastMillis) {
  /** Descriptors that a JVM has open anyway. */
  private static final int DESCRIPTORS_OF_A_JVM = 200;

  /**
   * What to measure.
   *
   * @param payload characters of a text
   */
  public record Settings(int connections, int payload, Protocol protocol) {}

  /** Measures it; logs of its two processes go to the folder {@code logs}. */
  public static Floor measure(Settings settings, Path logs)
      throws ProcessException, InterruptedException {
    requireDescriptors(settings.connections);
    Protocol protocol = settings.protocol;
    try (FloorServer floor = FloorServer.start(settings.connections, settings.payload, logs)) {
      for (int i = 0; i < protocol.warmups(); i++) {
        floor.perSecond(protocol.broadcasts());
      }
      List<Double> perSecond = new ArrayList<>();
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < protocol.rounds(); i++) {
        perSecond.add(floor.perSecond(protocol.broadcasts()));
        millis.add(settings.connections * 1000.0 / perSecond.getLast());
      }
      floor.requireEach((protocol.warmups() + protocol.rounds()) * protocol.broadcasts());
      return new Floor(settings, Spread.of(perSecond), Spread.of(millis));
    }
  }

  private static void requireDescriptors(int connections) throws ProcessException {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        && system.getMaxFileDescriptorCount() < connections + DESCRIPTORS_OF_A_JVM) {
      throw new ProcessException(
          "%d connections need %d file descriptors in each process and %d are allowed: raise the limit (ulimit -n) or ask for fewer"
              .formatted(
                  connections,
                  connections + DESCRIPTORS_OF_A_JVM,
                  system.getMaxFileDescriptorCount()));
    }
  }

  /** For people. */
  public String text() {
    return "floor, %d connections, %d characters, %d rounds of %d broadcasts: deliveries/s %s; one broadcast %s ms"
        .formatted(
            settings.connections,
            settings.payload,
            settings.protocol.rounds(),
            settings.protocol.broadcasts(),
            deliveriesPerSecond.text("%,.0f"),
            broadcastMillis.text("%.1f"));
  }

  /** For programs. */
  public String json() {
    return String.format(
        Locale.ROOT,
        """
        {"schema":"broadside/floor/1","connections":%d,"payload":%d,"rounds":%d,"broadcasts":%d,\
        "deliveriesPerSecond":%s,"broadcastMillis":%s}""",
        settings.connections,
        settings.payload,
        settings.protocol.rounds(),
        settings.protocol.broadcasts(),
        deliveriesPerSecond.json(),
        broadcastMillis.json());
  }
}
