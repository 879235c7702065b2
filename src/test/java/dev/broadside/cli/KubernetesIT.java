package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.load.CommonStage;
import dev.broadside.measure.RunSummary;
import dev.broadside.process.DynamoDbLocal;
import dev.broadside.process.Installation;
import dev.broadside.process.Sidecar;
import dev.broadside.report.RunReport;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioReader;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run on a cluster, from the command line to its report: fabric8's API server that only stores, a
 * controller of ours that makes processes of pods, and a stage and a table that have names in the
 * cluster: {@code mvn verify -Pproofs -Dit.test=KubernetesIT}.
 */
@Tag("proof")
@EnabledOnOs(OS.LINUX)
@Timeout(900)
class KubernetesIT {
  private static final int CONNECTIONS = 40;
  private static final int BROADCASTS = 20;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final Logger REQUESTS = Logger.getLogger(MockWebServer.class.getName());

  /** All that a run needs, and its end. */
  private static final class Surroundings implements AutoCloseable {
    private final List<AutoCloseable> all;
    private final Path home;
    private final KubernetesClient client;
    private final JobController controller;
    private final String target;
    private final String table;
    private final Map<String, String> environment;

    static Surroundings start(Path home) throws Exception {
      List<AutoCloseable> begun = new ArrayList<>();
      try {
        return new Surroundings(home, begun);
      } catch (Exception e) {
        closeAll(begun);
        throw e;
      }
    }

    private Surroundings(Path home, List<AutoCloseable> all) throws Exception {
      this.home = home;
      this.all = all;
      REQUESTS.setLevel(Level.WARNING);
      Path hosts = home.resolve("hosts");
      Files.writeString(hosts, "127.0.0.1 localhost stage.test table.test\n");
      String names = "-XX:TieredStopAtLevel=1 -Xshare:auto -Djdk.net.hosts.file=" + hosts;
      KubernetesMockServer server =
          new KubernetesMockServer(
              new Context(),
              new MockWebServer(),
              new HashMap<>(),
              new KubernetesCrudDispatcher(),
              false);
      server.init();
      all.add(server::destroy);
      client = keep(server.createClient());
      Scenario local =
          new ScenarioReader(name -> null)
              .read(scenario(home.resolve("local.yaml"), ""), List.of());
      Path logs = Files.createDirectories(home.resolve("stage"));
      CommonStage stage = keep(CommonStage.start(local, logs, why -> {}));
      Path own = Files.createDirectories(home.resolve("table"));
      Sidecar dynamo = keep(DynamoDbLocal.start(Installation.current(), own.resolve("log")));
      target = named(URI.create(stage.webSocketUrl()), "stage.test");
      table = named(dynamo.endpoint(), "table.test");
      controller =
          keep(new JobController(client, Files.createDirectories(home.resolve("nodes")), names));
      environment =
          Map.of(
              "KUBECONFIG",
              kubeConfig(server.url("/")),
              "JAVA_TOOL_OPTIONS",
              "-Djava.io.tmpdir=" + Files.createDirectories(home.resolve("tmp")) + " " + names);
    }

    private String kubeConfig(String server) throws Exception {
      Path config = home.resolve("kube.yaml");
      Files.writeString(
          config,
          """
          apiVersion: v1
          kind: Config
          current-context: mock
          contexts: [{ name: mock, context: { cluster: c, user: u, namespace: default } }]
          clusters: [{ name: c, cluster: { server: "%s" } }]
          users: [{ name: u, user: { token: t } }]
          """
              .formatted(server));
      return config.toString();
    }

    private <T extends AutoCloseable> T keep(T one) {
      all.addFirst(one);
      return one;
    }

    private static String named(URI address, String host) {
      return address.toString().replace("127.0.0.1", host).replace("localhost", host);
    }

    Broadside run(String seconds, String... more) throws Exception {
      Path scenario = scenario(home.resolve("pods.yaml"), seconds);
      List<String> words = new ArrayList<>(List.of("run", scenario.toString()));
      words.addAll(List.of("--target", target, "--dynamodb", table, "--yes"));
      words.addAll(List.of("--injectors", "2", "--on", "kubernetes", "--image", "broadside:1"));
      words.addAll(List.of(more));
      return Broadside.start(home, environment, words.toArray(String[]::new));
    }

    /** The Job is gone, and with it all of its pods. */
    void assertNothingIsLeft() {
      assertEquals(List.of(), client.batch().v1().jobs().inAnyNamespace().list().getItems());
      while (!controller.isIdle()) {
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
    }

    @Override
    public void close() throws Exception {
      closeAll(all);
    }

    private static void closeAll(List<AutoCloseable> all) throws Exception {
      for (AutoCloseable each : all) {
        each.close();
      }
    }
  }

  private static Path scenario(Path file, String more) throws Exception {
    Files.writeString(
        file,
        """
        question: Do pods count as one?
        audience: { connections: %d, witnesses: 0 }
        publish: { rate: 5/s, publishers: 4, warmup: 1s, for: %s, drain: 20s }
        """
            .formatted(CONNECTIONS, more.isEmpty() ? "4s" : more));
    return file;
  }

  private static RunSummary summary(Broadside run) throws Exception {
    List<Path> left = run.reports();
    assertEquals(1, left.size(), left::toString);
    RunSummary summary = RunReport.load(left.getFirst()).summary();
    RunSummary.Deliveries books = summary.deliveries();
    assertEquals(books.expected(), books.delivered() + books.lost());
    return summary;
  }

  @Test
  void twoPodsCountAsOne(@TempDir Path home) throws Exception {
    try (Surroundings cluster = Surroundings.start(home);
        Broadside run = cluster.run("")) {
      int code = run.awaitExit();
      assertTrue(code == 0 || code == 2 || code == 3, () -> "it said " + run.errorLines());
      cluster.assertNothingIsLeft();
      RunSummary summary = summary(run);
      assertEquals(2, summary.run().injectors());
      assertEquals(CONNECTIONS, summary.connections().opened());
      assertEquals(BROADCASTS, summary.broadcasts().published());
      assertEquals((long) CONNECTIONS * BROADCASTS, summary.deliveries().expected());
      assertEquals(0, summary.deliveries().unexpected());
      assertEquals(List.of(0, 0), cluster.controller.exitCodes());
    }
  }

  @Test
  void ctrlCEndsThePodsAndKeepsWhatTheySaw(@TempDir Path home) throws Exception {
    try (Surroundings cluster = Surroundings.start(home);
        Broadside run = cluster.run("120s")) {
      run.awaitPublished(1, 10);
      Broadside.signal("INT", List.of(run.self()));
      assertEquals(130, run.awaitExit(), () -> "it said " + run.errorLines());
      cluster.assertNothingIsLeft();
      RunSummary summary = summary(run);
      assertTrue(summary.interrupted());
      assertTrue(summary.broadcasts().published() > 0);
    }
  }

  @Test
  void aPodThatIsKilledBeforeTheStartEndsTheRun(@TempDir Path home) throws Exception {
    try (Surroundings cluster = Surroundings.start(home);
        Broadside run = cluster.run("", "--set", "connect.rate=1/s")) {
      run.awaitLines(1, line -> line.startsWith("connecting"));
      while (cluster.controller.exitCodes().isEmpty()) {
        cluster.controller.kill(1);
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
      assertEquals(1, run.awaitExit(), () -> "it said " + run.errorLines());
      cluster.assertNothingIsLeft();
      assertTrue(
          run.sentences().getFirst().contains("injector 1 ended before the run began"),
          () -> "it said " + run.errorLines());
      assertEquals(List.of(), run.reports());
    }
  }
}
