package dev.broadside.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The process that started this one, seen through standard input. Each line is a command; the end
 * of the input means that the parent is gone or wants this process gone.
 */
public final class Parent {
  private static final long MERCY_MILLIS = 8_000;

  private Parent() {}

  /**
   * Listens until the input ends, then runs {@code atEnd} and halts. Halting also happens when
   * {@code atEnd} does not return in time: nothing of ours outlives its parent.
   */
  public static void listen(Consumer<String> commands, Runnable atEnd) {
    ignoreInterrupt();
    Thread thread =
        new Thread(
            () -> {
              readAll(commands);
              endWithin(MERCY_MILLIS, atEnd);
            },
            "parent");
    thread.setDaemon(true);
    thread.start();
  }

  private static void readAll(Consumer<String> commands) {
    try (BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      readAll(input, commands);
    } catch (IOException e) {
      // A broken pipe is an ended one.
      System.getLogger(Parent.class.getName())
          .log(System.Logger.Level.DEBUG, "standard input broke", e);
    }
  }

  /** A command that fails must not keep the next ones, and the end, from being heard. */
  static void readAll(BufferedReader input, Consumer<String> commands) throws IOException {
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      try {
        commands.accept(line);
      } catch (RuntimeException e) {
        System.getLogger(Parent.class.getName())
            .log(System.Logger.Level.WARNING, "the command '" + line + "' failed", e);
      }
    }
  }

  private static void endWithin(long millis, Runnable atEnd) {
    Thread end = new Thread(atEnd, "end");
    end.setDaemon(true);
    end.start();
    try {
      end.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }

  /** A Ctrl-C reaches the whole process group; the order of the end is the parent's to decide. */
  private static void ignoreInterrupt() {
    Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
  }
}
