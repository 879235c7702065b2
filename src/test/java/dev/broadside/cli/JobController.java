package dev.broadside.cli;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What Kubernetes does for an Indexed Job, as far as injectors see it: makes a pod for each index
 * once the Job is not suspended, runs its container's arguments as a process with its variables and
 * its volumes, says how that ended, and ends it with the Job.
 */
final class JobController implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final KubernetesClient client;
  private final Path home;
  private final String options;
  private final Map<String, Process> running = new HashMap<>();
  private final List<String> made = new ArrayList<>();
  private final List<Integer> exitCodes = new ArrayList<>();
  private final Thread thread = new Thread(this::control, "job-controller");
  private volatile boolean closed;

  /**
   * That of a cluster whose nodes have their files below {@code home}.
   *
   * @param options of each JVM, beside its own
   */
  JobController(KubernetesClient client, Path home, String options) {
    this.client = client;
    this.home = home;
    this.options = options;
    thread.start();
  }

  private void control() {
    while (!closed) {
      List<Job> jobs = client.batch().v1().jobs().inAnyNamespace().list().getItems();
      jobs.forEach(this::make);
      follow(jobs.stream().map(job -> job.getMetadata().getName()).toList());
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  private synchronized void make(Job job) {
    String name = job.getMetadata().getName();
    if (job.getSpec().getSuspend() || made.contains(name)) {
      return;
    }
    made.add(name);
    for (int index = 0; index < job.getSpec().getCompletions(); index++) {
      String label = Integer.toString(index);
      Pod pod =
          client
              .pods()
              .inNamespace(job.getMetadata().getNamespace())
              .resource(
                  new PodBuilder()
                      .withMetadata(job.getSpec().getTemplate().getMetadata())
                      .editMetadata()
                      .withName(name + "-" + index)
                      .addToLabels("batch.kubernetes.io/job-name", name)
                      .addToLabels("batch.kubernetes.io/job-completion-index", label)
                      .addToAnnotations("batch.kubernetes.io/job-completion-index", label)
                      .endMetadata()
                      .withSpec(job.getSpec().getTemplate().getSpec())
                      .withNewStatus()
                      .withPhase("Pending")
                      .endStatus()
                      .build())
              .create();
      start(pod, index);
    }
  }

  private void start(Pod pod, int index) {
    String name = pod.getMetadata().getName();
    Container container = pod.getSpec().getContainers().getFirst();
    try {
      Map<String, String> mounts = mount(pod, home.resolve(name));
      List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT,TERM"));
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED"));
      command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
      command.add("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");
      Path target = Path.of("target").toAbsolutePath();
      command.add("-cp");
      command.add(target.resolve("classes") + File.pathSeparator + target.resolve("lib/*"));
      command.add(Main.class.getName());
      command.addAll(container.getArgs());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log(name).toFile());
      Map<String, String> environment = builder.environment();
      environment.clear();
      for (EnvVar variable : container.getEnv()) {
        environment.put(variable.getName(), inPod(variable.getValue(), mounts));
      }
      environment.put("JOB_COMPLETION_INDEX", Integer.toString(index));
      environment.put(
          "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + mounts.get("/tmp") + " " + options);
      running.put(name, builder.start());
      say(pod, "Running", new ContainerStateBuilder().withNewRunning().endRunning().build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The volumes of a pod as folders, by where its container sees them. */
  private Map<String, String> mount(Pod pod, Path folder) throws IOException {
    PodSpec spec = pod.getSpec();
    Map<String, String> mounts = new HashMap<>();
    for (VolumeMount mount : spec.getContainers().getFirst().getVolumeMounts()) {
      Path own = Files.createDirectories(folder.resolve(mount.getName()));
      mounts.put(mount.getMountPath(), own.toString());
      for (Volume volume : spec.getVolumes()) {
        if (volume.getName().equals(mount.getName()) && volume.getConfigMap() != null) {
          ConfigMap map =
              client
                  .configMaps()
                  .inNamespace(pod.getMetadata().getNamespace())
                  .withName(volume.getConfigMap().getName())
                  .get();
          for (KeyToPath item : volume.getConfigMap().getItems()) {
            Files.writeString(own.resolve(item.getPath()), map.getData().get(item.getKey()));
          }
        }
      }
    }
    return mounts;
  }

  private static String inPod(String value, Map<String, String> mounts) {
    for (Map.Entry<String, String> mount : mounts.entrySet()) {
      if (value.equals(mount.getKey()) || value.startsWith(mount.getKey() + "/")) {
        return mount.getValue() + value.substring(mount.getKey().length());
      }
    }
    return value;
  }

  private Path log(String pod) {
    return home.resolve(pod + ".log");
  }

  private synchronized void follow(List<String> jobs) {
    for (Map.Entry<String, Process> each : Map.copyOf(running).entrySet()) {
      String name = each.getKey();
      Process process = each.getValue();
      if (process.isAlive()) {
        if (jobs.stream().noneMatch(job -> name.startsWith(job + "-"))) {
          process.destroy();
        }
        continue;
      }
      running.remove(name);
      exitCodes.add(process.exitValue());
      Pod pod = client.pods().inNamespace("default").withName(name).get();
      if (pod != null) {
        say(pod, process.exitValue() == 0 ? "Succeeded" : "Failed", ended(process, name));
      }
    }
  }

  private ContainerState ended(Process process, String pod) {
    try {
      return new ContainerStateBuilder()
          .withNewTerminated()
          .withExitCode(process.exitValue())
          .withReason(process.exitValue() == 0 ? "Completed" : "Error")
          .withMessage(process.exitValue() == 0 ? null : Files.readString(log(pod)))
          .endTerminated()
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(Pod pod, String phase, ContainerState state) {
    client
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .editStatus(
            now ->
                new PodBuilder(now)
                    .withNewStatus()
                    .withPhase(phase)
                    .addNewContainerStatus()
                    .withName("injector")
                    .withState(state)
                    .endContainerStatus()
                    .endStatus()
                    .build());
  }

  /** Kills an injector as a node does that fails. */
  synchronized void kill(int index) {
    running.entrySet().stream()
        .filter(each -> each.getKey().endsWith("-" + index))
        .forEach(each -> each.getValue().destroyForcibly());
  }

  /** How those ended that have. */
  synchronized List<Integer> exitCodes() {
    return List.copyOf(exitCodes);
  }

  synchronized boolean isIdle() {
    return running.isEmpty();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
    synchronized (this) {
      for (Process process : running.values()) {
        process.destroyForcibly().waitFor();
      }
    }
  }
}
