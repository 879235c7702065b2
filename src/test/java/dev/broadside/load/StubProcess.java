package dev.broadside.load;

import dev.broadside.process.ChildJvm;
import dev.broadside.process.Installation;
import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link StubStage} in its own JVM. */
public final class StubProcess implements AutoCloseable {
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Path file;
  private final ChildJvm process;

  /** Starts it; its truth and its log go to {@code folder}. */
  public StubProcess(StubPlan plan, Path folder) throws ProcessException {
    this.file = folder.resolve("truth.bin");
    List<String> arguments = new ArrayList<>(List.of(file.toString()));
    arguments.addAll(plan.arguments());
    // Little to compile and to collect: the stage should be in nobody's way.
    List<String> quiet = List.of("-Xms64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    JvmSpec spec = testJvm(StubStage.class, arguments, folder.resolve("stub.log"));
    process = ChildJvm.start(spec.withJvmOptions(quiet), lines::add);
  }

  /** A JVM that runs a main class of the tests. */
  static JvmSpec testJvm(Class<?> mainClass, List<String> arguments, Path log) {
    return new JvmSpec(
        mainClass.getSimpleName(),
        mainClass.getName(),
        testClasses() + File.pathSeparator + Installation.current().classPath(),
        "640m",
        List.of(),
        arguments,
        Map.of(),
        log);
  }

  private static Path testClasses() {
    try {
      return Path.of(StubProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path is no URI", e);
    }
  }

  /** The port that it listens at; said once. */
  public int port() throws InterruptedException {
    return Integer.parseInt(next("port")[1]);
  }

  /** When it stalled: the {@code System.nanoTime} of the beginning and of the end. */
  long[] stall() throws InterruptedException {
    String[] said = next("stalled");
    return new long[] {Long.parseLong(said[1]), Long.parseLong(said[2])};
  }

  private String[] next(String what) throws InterruptedException {
    String line = lines.poll(60, TimeUnit.SECONDS);
    if (line == null || !line.startsWith(what)) {
      throw new AssertionError("expected " + what + " but the stub said " + line);
    }
    return line.split(" ", -1);
  }

  /** Ends it, and returns what it did. */
  List<TruthLog.Entry> end() throws IOException {
    process.close();
    return TruthLog.read(file);
  }

  @Override
  public void close() {
    process.close();
  }
}
