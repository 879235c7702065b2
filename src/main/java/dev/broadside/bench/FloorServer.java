package dev.broadside.bench;

import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The floor's two processes, the server and the bare client that is connected to it. */
public final class FloorServer implements Side, AutoCloseable {
  private static final Duration STARTING = Duration.ofSeconds(20);

  private final Peer server;
  private final BareClient client;

  private FloorServer(Peer server, BareClient client) {
    this.server = server;
    this.client = client;
  }

  /**
   * Starts both and opens the connections.
   *
   * @param payload characters of a text, at least {@link Stamp#DIGITS}
   */
  public static FloorServer start(int connections, int payload, Path logs)
      throws ProcessException, InterruptedException {
    JvmSpec spec =
        JvmSpec.ours(
            "floor server",
            FloorServerMain.class.getName(),
            "256m",
            List.of(Integer.toString(payload)),
            logs.resolve("floor-server.log"));
    Peer server = Peer.start(spec.withJvmOptions(List.of("-XX:+UseSerialGC", "-Xms64m")));
    try {
      int port = Integer.parseInt(server.await("port", STARTING));
      BareClient client =
          BareClient.connected(port, "/", connections, logs.resolve("floor-client.log"));
      return new FloorServer(server, client);
    } catch (ProcessException | InterruptedException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public Broadcast broadcast() throws ProcessException, InterruptedException {
    server.tell("broadcast");
    return client.awaitBroadcast();
  }

  /** Fails unless each connection got exactly {@code broadcasts} texts. */
  public void requireEach(int broadcasts) throws ProcessException, InterruptedException {
    client.requireEach(broadcasts);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
