package dev.broadside.stage;

import dev.broadside.bench.BareClient;
import dev.broadside.bench.Broadcast;
import dev.broadside.bench.Peer;
import dev.broadside.bench.Side;
import dev.broadside.process.Installation;
import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@link InsideStageMain} and the bare client that is connected to it. */
final class InsideStage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Peer stage;
  private final BareClient client;

  InsideStage(int payload, Path logs) throws ProcessException, InterruptedException {
    stage = Peer.start(testJvm(InsideStageMain.class, List.of("" + payload), logs));
    int port = Integer.parseInt(stage.await("port", PATIENCE));
    client = BareClient.start(port, "/prod", logs.resolve("client.log"));
  }

  /** A JVM that runs a main class of the tests, with the stage's own options. */
  static JvmSpec testJvm(Class<?> mainClass, List<String> arguments, Path logs) {
    String name = mainClass.getSimpleName();
    return new JvmSpec(
        name,
        mainClass.getName(),
        testClassPath(),
        "192m",
        List.of("-XX:+UseSerialGC", "-Xms32m", "-XX:MaxDirectMemorySize=128m"),
        arguments,
        Map.of(),
        logs.resolve(name + ".log"));
  }

  /** The tests' classes before the product. */
  static String testClassPath() {
    try {
      Path tests =
          Path.of(InsideStage.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return tests + File.pathSeparator + Installation.current().classPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path is no URI", e);
    }
  }

  BareClient client() {
    return client;
  }

  /** The stage as a side of a comparison: {@code here} or {@code there}. */
  Side posting(String where) {
    return () -> {
      stage.tell(where);
      Broadcast broadcast = client.awaitBroadcast();
      return broadcast;
    };
  }

  /** Heap and direct memory in use after a full collection. */
  Memory memory() throws ProcessException, InterruptedException {
    stage.tell("memory");
    String[] bytes = stage.await("memory", PATIENCE).split(" ", -1);
    return new Memory(Long.parseLong(bytes[0]), Long.parseLong(bytes[1]));
  }

  /** Bytes in use. */
  record Memory(long heap, long direct) {}

  /** The class histogram, a class a line. */
  List<String> classes() throws ProcessException, InterruptedException {
    stage.tell("classes");
    return List.of(stage.await("classes", PATIENCE).split("\\|", -1));
  }

  @Override
  public void close() {
    client.close();
    stage.close();
  }
}
