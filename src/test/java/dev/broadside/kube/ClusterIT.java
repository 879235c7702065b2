package dev.broadside.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a cluster, one of fabric8's that only stores: each test has a namespace. */
@Timeout(120)
final class ClusterIT {
  /** Held, since a logger that nobody holds forgets its level. */
  private static final Logger REQUESTS = Logger.getLogger(MockWebServer.class.getName());

  private static final KubernetesMockServer SERVER =
      new KubernetesMockServer(
          new Context(),
          new MockWebServer(),
          new HashMap<>(),
          new KubernetesCrudDispatcher(),
          false);
  private static final List<KubernetesClient> CLIENTS = new ArrayList<>();

  @BeforeAll
  static void start() {
    REQUESTS.setLevel(Level.WARNING);
    SERVER.init();
  }

  @AfterAll
  static void stop() {
    CLIENTS.forEach(KubernetesClient::close);
    SERVER.destroy();
  }

  private static Cluster cluster(String namespace) throws KubeException {
    return Cluster.of(
        new ConfigBuilder(SERVER.createClient().getConfiguration())
            .withRequestRetryBackoffLimit(0)
            .build(),
        namespace);
  }

  private static KubernetesClient client() {
    KubernetesClient client = SERVER.createClient();
    CLIENTS.add(client);
    return client;
  }

  @Test
  void theJobOwnsAllThatItNeedsAndRunsWhenThatIsThere() throws Exception {
    try (Cluster cluster = cluster("whole");
        KubernetesClient client = client()) {
      cluster.apply(Manifest.of(Orders.plain(), "whole"));
      Job job = there(cluster.job("broadside-r1"));
      assertEquals(false, job.getSpec().getSuspend());
      ConfigMap scenario = client.configMaps().inNamespace("whole").withName("broadside-r1").get();
      assertEquals(Orders.SCENARIO, scenario.getData().get(Manifest.SCENARIO_KEY));
      assertOwned(job, scenario);
      assertOwned(
          job,
          client
              .network()
              .v1()
              .networkPolicies()
              .inNamespace("whole")
              .withName("broadside-r1")
              .get());
      cluster.delete("broadside-r1");
      assertEquals(null, cluster.job("broadside-r1"));
      cluster.delete("broadside-r1");
    }
  }

  private static <T> T there(@Nullable T value) {
    assertNotNull(value);
    return Objects.requireNonNull(value);
  }

  private static void assertOwned(Job job, HasMetadata part) {
    assertEquals(
        job.getMetadata().getUid(), part.getMetadata().getOwnerReferences().getFirst().getUid());
  }

  @Test
  void aJobOfThatNameIsNamedAndLeftAlone() throws Exception {
    try (Cluster cluster = cluster("twice")) {
      cluster.apply(Manifest.of(Orders.plain(), "twice"));
      KubeException refused =
          assertThrows(
              KubeException.class, () -> cluster.apply(Manifest.of(Orders.plain(), "twice")));
      String sentence = String.valueOf(refused.getMessage());
      assertTrue(sentence.contains("broadside-r1' already exists"), sentence);
      assertTrue(sentence.contains("delete it"), sentence);
      assertNotNull(cluster.job("broadside-r1"));
    }
  }

  @Test
  void whatCannotBeWholeIsTakenBack() throws Exception {
    try (Cluster cluster = cluster("half");
        KubernetesClient client = client()) {
      client
          .configMaps()
          .inNamespace("half")
          .resource(Manifest.of(Orders.plain(), "half").scenario())
          .create();
      assertThrows(KubeException.class, () -> cluster.apply(Manifest.of(Orders.plain(), "half")));
      assertEquals(null, cluster.job("broadside-r1"));
    }
  }

  @Test
  void aClusterThatDoesNotAnswerIsSaid() throws Exception {
    Config nobody =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:1")
            .withRequestRetryBackoffLimit(0)
            .build();
    try (Cluster cluster = Cluster.of(nobody, "load")) {
      KubeException refused = assertThrows(KubeException.class, () -> cluster.pods("broadside-r1"));
      assertTrue(
          String.valueOf(refused.getMessage()).startsWith("the cluster does not answer"),
          refused.getMessage());
    }
  }

  /** The Job controller cannot make pods, and only an event says why. */
  @Test
  void aRunWithoutPodsEndsWithTheReasonAndTheJobIsDeleted(@TempDir Path logs) throws Exception {
    AtomicLong now = new AtomicLong();
    List<String> news = new ArrayList<>();
    try (KubernetesClient client = client()) {
      JobRun run =
          JobRun.start(
              cluster("quota"),
              Orders.plain(),
              new JobRun.Outlet(news::add, Files.createDirectories(logs)),
              now::get);
      client
          .v1()
          .events()
          .inNamespace("quota")
          .resource(
              new EventBuilder()
                  .withNewMetadata()
                  .withName("e1")
                  .endMetadata()
                  .withType("Warning")
                  .withReason("FailedCreate")
                  .withMessage("pods is forbidden: violates PodSecurity")
                  .withNewInvolvedObject()
                  .withKind("Job")
                  .withName("broadside-r1")
                  .endInvolvedObject()
                  .build())
          .create();
      for (int second = 0; second < 200 && !run.areOver(); second += 10) {
        now.addAndGet(10_000_000_000L);
      }
      assertTrue(run.hopeless().contains("violates PodSecurity"), () -> run.hopeless() + news);
      assertEquals(1, news.size(), news::toString);
      run.stopped();
      assertTrue(run.areOver());
      run.close();
      assertEquals(
          null, client.batch().v1().jobs().inNamespace("quota").withName("broadside-r1").get());
    }
  }
}
