package dev.broadside.stage;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stage's open port, and how it is reached.
 *
 * @param authority host and port, as URLs and events have them
 * @param certificate what it shows to who speaks TLS, or null where it speaks none
 */
record Entrance(StageServer server, String authority, @Nullable Certificate certificate) {

  static Entrance open(Listening listening, int port) throws StageException, InterruptedException {
    Path folder = listening.certificates();
    Certificate certificate =
        folder == null ? null : new CertificateFolder(folder, Clock.systemUTC()).certificate();
    Doorway doorway =
        new Doorway(Crowd.ofThisProcess(), certificate == null ? null : certificate.server());
    StageServer server =
        StageServer.bind(new InetSocketAddress(listening.address(), port), doorway);
    String authority = listening.host() + ":" + server.port();
    if (listening.isExposed()) {
      System.getLogger(Entrance.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "the stage listens on {0}, not on loopback only: whoever reaches port {1} can call"
                  + " its functions and read its tables",
              listening.address().getHostAddress(),
              Integer.toString(server.port()));
    }
    return new Entrance(server, authority, certificate);
  }

  /** The options with which a JVM trusts this stage; the store is made in {@code folder}. */
  List<String> trust(Path folder) throws StageException {
    return certificate == null ? List.of() : certificate.trustedBy(folder.resolve("trust.p12"));
  }
}
