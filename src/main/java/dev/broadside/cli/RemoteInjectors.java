package dev.broadside.cli;

import dev.broadside.cloud.CloudException;
import dev.broadside.cloud.DynamoDbAt;
import dev.broadside.kube.Cluster;
import dev.broadside.kube.JobRun;
import dev.broadside.kube.KubeException;
import dev.broadside.kube.Manifest;
import dev.broadside.kube.Order;
import dev.broadside.kube.PodShape;
import dev.broadside.measure.RunFolder;
import dev.broadside.scale.InjectorVariables;
import dev.broadside.scale.Roster;
import dev.broadside.scale.ScaleException;
import dev.broadside.scale.TableAddress;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Starts the injectors of a run on other machines, or waits for those that somebody starts. */
record RemoteInjectors(
    Scenario scenario, InjectorOptions options, String run, Duration barrierTimeout) {
  private static final String AWS = "aws";

  /** What they need, found before anything is asked of a cluster. */
  Backstage backstage(RunFolder folder) throws KubeException {
    TableAddress table = options.rendezvous();
    try {
      if (!table.endpoint().equals(AWS)) {
        table.create();
      }
      try (Roster roster = new Roster(table, run)) {
        if (!roster.standing().members().isEmpty() && isOurs()) {
          throw new KubeException(
              "the table %s holds a run %s already: run again, which takes another id"
                  .formatted(table.table(), run));
        }
      }
      return Backstage.elsewhere(table, folder);
    } catch (ScaleException e) {
      throw new KubeException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether we start them; those of others may be there before us. */
  private boolean isOurs() {
    return options.where() == InjectorOptions.Where.KUBERNETES;
  }

  /** Starts them, or begins to wait. */
  Injectors start(Path logs) throws KubeException {
    return switch (options.where()) {
      case KUBERNETES -> new PodInjectors(pods(logs));
      case ELSEWHERE -> new AwaitedInjectors(options.count(), longest(), System::nanoTime);
      case PROCESSES -> throw new IllegalStateException("they are here");
    };
  }

  private JobRun pods(Path logs) throws KubeException {
    KubernetesOptions kubernetes = options.kubernetes();
    Cluster cluster = Cluster.find(kubernetes.context(), kubernetes.namespace(), System::getenv);
    try {
      return JobRun.start(
          cluster,
          order(),
          new JobRun.Outlet(line -> System.err.println("broadside: " + line), logs));
    } catch (KubeException e) {
      cluster.close();
      throw e;
    }
  }

  private Duration longest() {
    return options.reachable(scenario).longest(barrierTimeout);
  }

  private Order order() throws KubeException {
    InjectorVariables variables =
        new InjectorVariables(
            run,
            options.count(),
            null,
            options.rendezvous(),
            Path.of(PodShape.Files.scenario(scenario.name())),
            null,
            options.quorum(),
            barrierTimeout,
            Path.of(PodShape.Files.REPORTS),
            null);
    return new Order(
        variables,
        scenario.name(),
        ScenarioWriter.toYaml(scenario),
        region(),
        options.kubernetes().shape(),
        options.reachable(scenario).ports(),
        longest());
  }

  /** Pods cannot find it out as this machine does. */
  private @Nullable String region() throws KubeException {
    if (!options.rendezvous().endpoint().equals(AWS)) {
      return null;
    }
    try {
      return DynamoDbAt.parse(AWS).region();
    } catch (CloudException e) {
      throw new KubeException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The manifests that a run would apply, as YAML. */
  static String manifest(Scenario scenario, InjectorOptions options) throws KubeException {
    RemoteInjectors remote =
        new RemoteInjectors(scenario, options, options.newRun(), Duration.ofMinutes(5));
    return Manifest.of(remote.order(), options.kubernetes().namespace()).toYaml();
  }
}
