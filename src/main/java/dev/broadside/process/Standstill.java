package dev.broadside.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that is made to stand still (SIGSTOP), and to go on (SIGCONT) when this is closed or
 * its time is over. A shell of its own watches the time: were the process that asked killed
 * meanwhile, what it stopped could not end with it otherwise.
 */
public final class Standstill implements AutoCloseable {
  private static final String SCRIPT = "kill -STOP \"$0\" && sleep \"$1\"; kill -CONT \"$0\"";
  private static final long PATIENCE_SECONDS = 5;

  private final long pid;
  private final Process watch;

  private Standstill(long pid, Process watch) {
    this.pid = pid;
    this.watch = watch;
  }

  /** Begins one, of {@code most} at the longest. */
  public static Standstill begin(long pid, Duration most) throws ProcessException {
    String seconds = Long.toString(Math.max(1, most.plusMillis(999).toSeconds()));
    return new Standstill(
        pid, start(List.of("sh", "-c", SCRIPT, Long.toString(pid), seconds), pid));
  }

  private static Process start(List<String> command, long pid) throws ProcessException {
    try {
      return new ProcessBuilder(command)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new ProcessException(
          "process " + pid + " cannot be stopped: 'sh' and 'kill' are needed for it", e);
    }
  }

  /** Leaves it as it is, to another one that began meanwhile: nobody lets it go on from here. */
  public void abandon() {
    List<ProcessHandle> below = watch.descendants().toList();
    watch.destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    abandon();
    try {
      Process kill = start(List.of("sh", "-c", "kill -CONT \"$0\"", Long.toString(pid)), pid);
      if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        kill.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ProcessException e) {
      System.getLogger(Standstill.class.getName())
          .log(System.Logger.Level.WARNING, "process " + pid + " still stands", e);
    }
  }
}
