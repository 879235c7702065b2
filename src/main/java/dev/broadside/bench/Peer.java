package dev.broadside.bench;

import dev.broadside.process.ChildJvm;
import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that takes a command a line and says a line, a word and what belongs to it, for each thing
 * that happened; {@code failed} and a sentence where it did not.
 */
public final class Peer implements AutoCloseable {
  private static final String FAILED = "failed";

  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final ChildJvm process;

  private Peer(JvmSpec spec) throws ProcessException {
    process = ChildJvm.start(spec, said::add);
  }

  /** Starts it. */
  @SuppressWarnings("FutureReturnValueIgnored") // The end becomes a line.
  public static Peer start(JvmSpec spec) throws ProcessException {
    Peer peer = new Peer(spec);
    peer.process
        .onExit()
        .thenAccept(
            code -> {
              peer.process.awaitOutput();
              peer.said.add(FAILED + " it ended with " + peer.process.describeEnd(code));
            });
    return peer;
  }

  /** Gives it a command. */
  public void tell(String command) {
    process.send(command);
  }

  /** Waits for its next line, which must begin with {@code word}, and returns the rest. */
  public String await(String word, Duration patience)
      throws ProcessException, InterruptedException {
    String line = awaitLine(patience);
    if (!line.equals(word) && !line.startsWith(word + " ")) {
      throw new ProcessException(
          line.startsWith(FAILED)
              ? "the " + process.name() + " failed: " + line.substring(FAILED.length()).strip()
              : "the %s said '%s' instead of '%s'".formatted(process.name(), line, word));
    }
    return line.substring(word.length()).strip();
  }

  /** Waits for its next line, whatever it says. */
  public String awaitLine(Duration patience) throws ProcessException, InterruptedException {
    String line = said.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      throw new ProcessException(
          "the %s said nothing for %d s".formatted(process.name(), patience.toSeconds()));
    }
    return line;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close(Duration.ofSeconds(2));
  }
}
