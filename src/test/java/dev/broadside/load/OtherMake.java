package dev.broadside.load;

import dev.broadside.process.NodeProject;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A stub stage that is not ours: {@code src/test/other-make/stage.cjs}, Node with the {@code ws}
 * package.
 */
final class OtherMake implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Path file;
  private final Process process;

  /**
   * What it does to the broadcasts that it gets.
   *
   * @param faulty whether of 200 deliveries one is dropped, one doubled and one told to another
   *     room
   * @param publishers how many of the users publish, the first ones
   * @param stallAt the broadcast at which it stands still for two seconds, from 1; 0 is never
   */
  record Plan(Delay delay, Shape shape, boolean faulty, int publishers, int stallAt, int seed) {
    String toJson() {
      return """
      {"delay":"%s","shape":"%s","faulty":%b,"publishers":%d,"stallAt":%d,"seed":%d}"""
          .formatted(delay.word, shape.word, faulty, publishers, stallAt, seed);
    }
  }

  /** How long it waits before it writes a delivery. */
  enum Delay {
    CONSTANT("constant"),
    BIMODAL("bimodal"),
    HEAVY_TAIL("heavy-tail");

    private final String word;

    Delay(String word) {
      this.word = word;
    }
  }

  /** What one of its frames holds. */
  enum Shape {
    /** The message as it came. */
    PLAIN("plain"),
    /** JSON that is escaped twice. */
    NESTED("nested"),
    /** That, with all messages of the room so far. */
    HISTORY("history"),
    /** Those of the last half second. */
    TOGETHER("together");

    private final String word;

    Shape(String word) {
      this.word = word;
    }
  }

  /** Starts it; its truth and its log go to {@code folder}. */
  OtherMake(Plan plan, Path folder) throws IOException, InterruptedException {
    file = folder.resolve("truth.txt").toAbsolutePath();
    NodeProject project = NodeProject.installed("other-make", folder.resolve("npm.log"));
    process =
        project
            .node("stage.cjs", file.toString(), plan.toJson())
            .redirectError(Redirect.to(folder.resolve("stage.log").toFile()))
            .start();
    Thread reader = new Thread(this::read, "other-make");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (IOException e) {
      lines.add("broken " + e);
    }
  }

  /** The port that it listens at; said once. */
  int port() throws InterruptedException {
    return Integer.parseInt(next("port")[1]);
  }

  /** When it stalled: the {@code System.nanoTime} of the beginning and of the end. */
  long[] stall() throws InterruptedException {
    String[] said = next("stalled");
    return new long[] {Long.parseLong(said[1]), Long.parseLong(said[2])};
  }

  private String[] next(String what) throws InterruptedException {
    String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (line == null || !line.startsWith(what)) {
      throw new AssertionError("expected " + what + " but the stage said " + line);
    }
    return line.split(" ", -1);
  }

  /** Ends it, and returns what it did. */
  OtherTruth end(Truth.Frame frame) throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("the stage did not write its truth");
    }
    return OtherTruth.read(file, frame);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
