package dev.broadside.bench.stub;

import dev.broadside.bench.Peer;
import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The stub's process. */
public final class PostStub implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Peer process;
  private final URI endpoint;

  private PostStub(Peer process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts it; it takes no time for a post, until it is told so. */
  public static PostStub start(Path logs) throws ProcessException, InterruptedException {
    Peer process =
        Peer.start(
            JvmSpec.ours(
                    "stub of @connections",
                    PostStubMain.class.getName(),
                    "128m",
                    List.of(),
                    logs.resolve("stub.log"))
                .withJvmOptions(List.of("-XX:+UseSerialGC")));
    try {
      String port = process.await("port", PATIENCE);
      return new PostStub(process, URI.create("http://127.0.0.1:" + port + "/prod"));
    } catch (ProcessException | InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /** Where functions post to. */
  public URI endpoint() {
    return endpoint;
  }

  /** From now on posts take this long. */
  public void take(PostDelay delay) throws ProcessException, InterruptedException {
    process.tell("delay " + delay);
    process.await("ready", PATIENCE);
  }

  @Override
  public void close() {
    process.close();
  }
}
