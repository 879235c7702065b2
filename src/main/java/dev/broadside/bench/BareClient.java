package dev.broadside.bench;

import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The bare client's process, as the process that measures sees it. */
public final class BareClient implements AutoCloseable {
  private static final Duration OPENING = Duration.ofSeconds(120);
  private static final Duration BROADCAST = Duration.ofSeconds(40);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final Peer process;
  private int open;

  private BareClient(Peer process) {
    this.process = process;
  }

  /** Starts one for the stage at a port of this host. */
  public static BareClient start(int port, String path, Path log) throws ProcessException {
    JvmSpec spec =
        JvmSpec.ours(
            "bare client",
            BareClientMain.class.getName(),
            "512m",
            List.of(Integer.toString(port), path),
            log);
    return new BareClient(Peer.start(spec.withJvmOptions(List.of("-XX:+UseSerialGC", "-Xms128m"))));
  }

  /** Starts one and opens its connections. */
  public static BareClient connected(int port, String path, int connections, Path log)
      throws ProcessException, InterruptedException {
    BareClient client = start(port, path, log);
    try {
      client.open(connections);
      return client;
    } catch (ProcessException | InterruptedException e) {
      client.close();
      throw e;
    }
  }

  /** Opens connections until there are {@code total}. */
  public void open(int total) throws ProcessException, InterruptedException {
    if (total == open) {
      return;
    }
    process.tell("open " + total);
    process.await("open", OPENING);
    open = total;
  }

  /**
   * Sends {@code text} on the first connection, with the time of sending for its <code>#</code>.
   */
  public void publish(String text) {
    process.tell("publish " + text);
  }

  /** Waits until each connection has one text more. */
  public Broadcast awaitBroadcast() throws ProcessException, InterruptedException {
    String[] nanos = process.await("arrived", BROADCAST).split(" ", -1);
    return new Broadcast(open, Long.parseLong(nanos[0]), Long.parseLong(nanos[1]));
  }

  /** Fails unless each connection got exactly {@code broadcasts} texts. */
  public void requireEach(int broadcasts) throws ProcessException, InterruptedException {
    process.tell("counts");
    String said = process.await("counts", ANSWER);
    if (!said.equals(broadcasts + " " + broadcasts)) {
      throw new ProcessException(
          "of %d broadcasts, the connections got (least, most) %s".formatted(broadcasts, said));
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
