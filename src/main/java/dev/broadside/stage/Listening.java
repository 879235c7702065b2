package dev.broadside.stage;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the stage listens. It asks nobody who he is, so whoever reaches its port can call functions
 * and read tables: another address than a loopback one must be asked for twice.
 *
 * @param certificates the folder of the certificate, or null for a stage without TLS
 */
record Listening(InetAddress address, @Nullable Path certificates) {
  static final Listening USUAL = new Listening(NetUtil.LOCALHOST4, null);

  private static final String YES = "yes";

  /** Reads the options that are ours and takes them out of {@code options}. */
  static Listening take(Map<String, String> options) throws StageException {
    InetAddress address = address(options.remove("--bind"));
    String expose = options.remove("--expose");
    if (expose != null && !expose.equals("no") && !expose.equals(YES)) {
      throw new StageException("--expose takes no or yes, not '" + expose + "'");
    }
    if (!address.isLoopbackAddress() && !YES.equals(expose)) {
      throw new StageException(
          "--bind %s opens functions and tables to whoever reaches this machine: say --expose yes too if that is meant"
              .formatted(address.getHostAddress()));
    }
    String tls = options.remove("--tls");
    return new Listening(address, tls == null || tls.equals("no") ? null : folder(tls));
  }

  private static Path folder(String tls) {
    return tls.equals(YES)
        ? Path.of(System.getProperty("user.home", "."), ".broadside", "tls")
        : Path.of(tls).toAbsolutePath();
  }

  /** Numbers only: a name may mean one address today and another tomorrow. */
  private static InetAddress address(@Nullable String text) throws StageException {
    if (text == null) {
      return USUAL.address;
    }
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes != null) {
      try {
        return InetAddress.getByAddress(bytes);
      } catch (UnknownHostException e) {
        throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
      }
    }
    throw new StageException(
        "--bind takes an address like 127.0.0.1, ::1 or 0.0.0.0, not '%s'".formatted(text));
  }

  boolean isExposed() {
    return !address.isLoopbackAddress();
  }

  /** How processes on this machine reach the stage, in the form of URLs. */
  String host() {
    if (address.isAnyLocalAddress()) {
      return USUAL.address.getHostAddress();
    }
    String host = address.getHostAddress();
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }
}
