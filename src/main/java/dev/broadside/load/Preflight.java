package dev.broadside.load;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.broadside.scenario.Scenario;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether this machine can open what the scenario asks for, said before the first connection is:
 * file descriptors for each process, and ports for connections to one address.
 */
public final class Preflight {
  /** Jars, logs, event loops, pipes and posts of one JVM, generously. */
  private static final int BESIDES = 400;

  private Preflight() {}

  /** What the machine allows; {@code null} where it does not say. */
  public record Machine(@Nullable Long descriptors, @Nullable Integer ports) {

    /** This machine. */
    public static Machine current() {
      OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
      Long descriptors =
          system instanceof UnixOperatingSystemMXBean unix
              ? unix.getMaxFileDescriptorCount()
              : null;
      return new Machine(descriptors, ephemeralPorts());
    }

    private static @Nullable Integer ephemeralPorts() {
      try {
        // Read at once: a second read of such a file returns nothing.
        Path file = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
        String line = Files.readAllLines(file, StandardCharsets.US_ASCII).get(0);
        List<String> range = List.of(line.strip().split("\\s+", -1));
        return Integer.parseInt(range.get(1)) - Integer.parseInt(range.get(0)) + 1;
      } catch (IOException e) {
        return null;
      }
    }
  }

  /** Refuses a scenario that this machine cannot carry. */
  public static void check(Scenario scenario, Machine machine) throws LoadException {
    long connections = (long) scenario.audience().connections() + scenario.publish().publishers();
    long needed = connections + BESIDES + (scenario.isLocal() ? scenario.local().concurrency() : 0);
    if (machine.descriptors() != null && machine.descriptors() < needed) {
      throw new LoadException(
          String.format(
              Locale.ROOT,
              "%,d connections need %,d file descriptors in each process and this system allows"
                  + " %,d: raise the limit with 'ulimit -n %d' (the hard limit is set in"
                  + " /etc/security/limits.conf), or ask for fewer audience.connections",
              connections,
              needed,
              machine.descriptors(),
              needed));
    }
    int sources = Math.max(1, scenario.connect().reach().from().size());
    if (machine.ports() != null
        && (long) machine.ports() * sources < connections + scenario.audience().witnesses()) {
      throw new LoadException(
          String.format(
              Locale.ROOT,
              "%,d connections to one address need as many local ports and this system has %,d:"
                  + " raise it with 'sysctl -w net.ipv4.ip_local_port_range=\"1024 65535\"', name"
                  + " more addresses of this machine in connect.from, or ask for fewer"
                  + " audience.connections",
              connections,
              machine.ports()));
    }
  }
}
