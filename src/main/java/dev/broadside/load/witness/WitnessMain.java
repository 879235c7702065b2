package dev.broadside.load.witness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.load.trust.TrustException;
import dev.broadside.process.Parent;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The witness process. Its argument is the run whose markers it tells of. */
public final class WitnessMain {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OPEN = "open ";
  private static final String WAY = "way ";
  private static final String NOWHERE =
      "{\"number\":0,\"url\":\"ws://127.0.0.1:1/\",\"headers\":{}}";
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final String run;
  private final Lines lines;
  private final List<Listener> listeners = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private @Nullable Sockets sockets;

  private WitnessMain(String run, Lines lines) {
    this.run = run;
    this.lines = lines;
  }

  /** Listens until its parent ends or closes its input. */
  public static void main(String[] args) throws InterruptedException {
    Lines lines = new Lines(new PrintStream(System.out, false, StandardCharsets.UTF_8));
    System.setOut(System.err);
    WitnessMain witness = new WitnessMain(args[0], lines);
    Thread writer = new Thread(lines, "lines");
    writer.setDaemon(true);
    writer.start();
    Parent.listen(witness::command, witness::close);
    witness.end.await();
  }

  /**
   * Loads what a connection needs by one that is refused. Loaded with the first that counts, it
   * would hold that one up, and those behind it, while the audience goes on opening: twins would
   * come after their subscribers, and stand behind them wherever the order decides.
   */
  private static void warmUp(Sockets sockets) {
    try {
      Listener refused =
          Listener.of(JSON.readValue(NOWHERE, Invitation.class), "warmup", sockets, line -> {});
      refused.connect();
      refused.awaitEnd(CLOSE_WITHIN.toNanos());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("our own invitation cannot be read", e);
    }
  }

  private void command(String command) {
    if (command.equals("clock")) {
      lines.say("clock " + System.nanoTime());
    } else if (command.startsWith(OPEN)) {
      open(command.substring(OPEN.length()));
    } else if (command.startsWith(WAY)) {
      go(command.substring(WAY.length()));
    }
  }

  /** Where it cannot be gone the run ends for the same reason. */
  private void go(String json) {
    try {
      Sockets made = Sockets.of(JSON.readValue(json, Way.class));
      if (made.isDirect()) {
        warmUp(made);
      }
      sockets = made;
    } catch (JsonProcessingException | TrustException | IllegalArgumentException e) {
      System.getLogger(WitnessMain.class.getName())
          .log(System.Logger.Level.WARNING, "a way cannot be gone: " + e.getClass());
    }
  }

  /** Nothing is thrown from here: who listens to the parent would log the command, a secret. */
  private void open(String json) {
    Sockets way = sockets;
    if (way == null) {
      return;
    }
    try {
      Invitation invitation = JSON.readValue(json, Invitation.class);
      Listener listener = Listener.of(invitation, run, way, lines::say);
      listeners.add(listener);
      listener.connect();
    } catch (JsonProcessingException | IllegalArgumentException e) {
      System.getLogger(WitnessMain.class.getName())
          .log(System.Logger.Level.WARNING, "an invitation cannot be used: " + e.getClass());
    }
  }

  /** As clients do, with a closing frame each; who does not answer is not waited for. */
  private void close() {
    listeners.forEach(Listener::close);
    long deadline = System.nanoTime() + CLOSE_WITHIN.toNanos();
    listeners.forEach(each -> each.awaitEnd(deadline - System.nanoTime()));
    end.countDown();
  }
}
