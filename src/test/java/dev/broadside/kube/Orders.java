package dev.broadside.kube;

import dev.broadside.scale.InjectorVariables;
import dev.broadside.scale.TableAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Orders of tests. */
final class Orders {
  static final String SCENARIO = "question: How late?\ntarget: wss://${HOST}/prod\n";

  private Orders() {}

  /** One for four injectors, of whom all must come. */
  static Order plain() {
    return of(
        4, 4, new PodShape("registry.example/broadside:1", 2, 1_536, Map.of(), List.of(), null));
  }

  /** One that says everything that can be said. */
  static Order full() {
    return of(
        64,
        60,
        new PodShape(
            "registry.example/broadside@sha256:0",
            4,
            3_072,
            Map.of("node.kubernetes.io/instance-type", "c7g.large"),
            List.of("tokens", "aws"),
            "loader"));
  }

  static Order of(int shards, int quorum, PodShape shape) {
    InjectorVariables variables =
        new InjectorVariables(
            "r1",
            shards,
            null,
            new TableAddress("meet", "aws"),
            Path.of(PodShape.Files.scenario("late")),
            null,
            quorum,
            Duration.ofMinutes(5),
            Path.of(PodShape.Files.REPORTS),
            null);
    return new Order(
        variables,
        "late",
        SCENARIO,
        "eu-west-1",
        shape,
        new TreeSet<>(List.of(443, 8080)),
        Duration.ofMinutes(30));
  }
}
