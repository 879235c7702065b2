package dev.broadside.kube;

import dev.broadside.kube.Standing.Obstacle;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A run's injectors in a cluster, from their Job's creation to its deletion. The cluster is asked
 * every few seconds: progress comes from the table, and an injector that is gone is news for a
 * person.
 */
public final class JobRun implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /** All events of a namespace are many. */
  private static final Duration ASK_EVERY = Duration.ofSeconds(10);

  /** After the last word of a run, so long for a node that does not say that it is dead. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  private final Cluster cluster;
  private final Order order;
  private final Sightings sightings;
  private final Outlet outlet;
  private final LongSupplier nanoTime;
  private final Map<Integer, String> pods = new TreeMap<>();
  private final long overAt;
  private @Nullable Long stoppedAt;
  private @Nullable Long lookedAt;
  private @Nullable Long askedAt;
  private boolean isSilent;

  /**
   * Where things go.
   *
   * @param news lines for a person
   * @param logs a folder for what pods said that did not end well
   */
  public record Outlet(Consumer<String> news, Path logs) {}

  private JobRun(Cluster cluster, Order order, Outlet outlet, LongSupplier nanoTime) {
    this.cluster = cluster;
    this.order = order;
    this.outlet = outlet;
    this.nanoTime = nanoTime;
    long now = nanoTime.getAsLong();
    this.overAt = now + order.longest().plus(GRACE).toNanos();
    this.sightings = new Sightings(order.variables().shards(), order.variables().quorum(), now);
  }

  /** Starts the injectors that an order asks for. */
  public static JobRun start(Cluster cluster, Order order, Outlet outlet) throws KubeException {
    return start(cluster, order, outlet, System::nanoTime);
  }

  static JobRun start(Cluster cluster, Order order, Outlet outlet, LongSupplier nanoTime)
      throws KubeException {
    cluster.apply(Manifest.of(order, cluster.namespace()));
    return new JobRun(cluster, order, outlet, nanoTime);
  }

  /** Whether none of them will do anything any more. */
  public boolean areOver() {
    long now = nanoTime.getAsLong();
    look(now);
    Long stopped = stoppedAt;
    return sightings.areOver()
        || now - overAt >= 0
        || (stopped != null && now - stopped >= GRACE.toNanos());
  }

  /** Those that are gone, each with how it ended. */
  public Map<Integer, String> gone() {
    return sightings.gone();
  }

  /** Why fewer than the quorum can come; empty while enough can. */
  public String hopeless() {
    return sightings.hopeless();
  }

  /** The run is stopped: who does not run yet is not waited for. */
  public void stopped() {
    if (stoppedAt == null) {
      stoppedAt = nanoTime.getAsLong();
      sightings.stop();
    }
  }

  private void look(long now) {
    if (lookedAt != null && now - lookedAt < LOOK_EVERY.toNanos()) {
      return;
    }
    lookedAt = now;
    try {
      sightings.saw(standings(), end(cluster.job(order.name())), now);
      if (sightings.isUnexplained() && (askedAt == null || now - askedAt >= ASK_EVERY.toNanos())) {
        askedAt = now;
        explain();
      }
      isSilent = false;
    } catch (KubeException e) {
      // The injectors go on without us, and the table says how.
      if (!isSilent) {
        isSilent = true;
        outlet.news().accept(String.valueOf(e.getMessage()));
      }
    }
    sightings.news().ifPresent(outlet.news());
  }

  private Map<Integer, Standing> standings() throws KubeException {
    Map<Integer, Standing> standings = new TreeMap<>();
    List<Pod> found = cluster.pods(order.name());
    found.stream()
        .sorted(Comparator.comparing(JobRun::createdAt))
        .forEach(
            pod -> {
              int shard = index(pod);
              standings.put(shard, Standing.of(pod));
              pods.put(shard, pod.getMetadata().getName());
            });
    return standings;
  }

  private static String createdAt(Pod pod) {
    return Objects.requireNonNullElse(pod.getMetadata().getCreationTimestamp(), "");
  }

  private static int index(Pod pod) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.<String, String>of());
    return Integer.parseInt(annotations.getOrDefault(Labels.INDEX, "-1"));
  }

  private static @Nullable String end(@Nullable Job job) {
    if (job == null) {
      return "its Job was deleted";
    }
    if (job.getStatus() == null || job.getStatus().getConditions() == null) {
      return null;
    }
    return job.getStatus().getConditions().stream()
        .filter(each -> each.getStatus().equals("True"))
        .filter(each -> each.getType().equals("Failed") || each.getType().equals("Complete"))
        .findFirst()
        .map(each -> "its Job is over (%s: %s)".formatted(each.getReason(), each.getMessage()))
        .orElse(null);
  }

  /** The latest warning; who may not list events sees less, and no more than that. */
  private void explain() throws KubeException {
    List<Event> warnings = cluster.warnings(order.name());
    if (!warnings.isEmpty()) {
      Event last = warnings.getLast();
      sightings.explain(
          Obstacle.explained(
              "a pod is not made or does not start (%s: %s)"
                  .formatted(last.getReason(), last.getMessage())));
    }
  }

  /** Keeps what was said by pods that did not end well, and deletes everything. */
  @Override
  public void close() {
    Map<Integer, String> gone = gone();
    pods.forEach(
        (shard, pod) -> {
          if (!gone.getOrDefault(shard, "").equals("exit code 0")) {
            keepLog(shard, pod);
          }
        });
    try {
      cluster.delete(order.name());
    } catch (KubeException e) {
      outlet
          .news()
          .accept(
              "%s; the Job %s is still there: 'kubectl delete job %s -n %s'"
                  .formatted(e.getMessage(), order.name(), order.name(), cluster.namespace()));
    }
    cluster.close();
  }

  private void keepLog(int shard, String pod) {
    try {
      Files.writeString(outlet.logs().resolve("injector-" + shard + ".log"), cluster.log(pod));
    } catch (KubeException | IOException e) {
      System.getLogger(JobRun.class.getName())
          .log(System.Logger.Level.DEBUG, "no log of " + pod, e);
    }
  }
}
