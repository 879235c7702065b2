package dev.broadside.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.kube.Standing.Ended;
import dev.broadside.kube.Standing.Obstacle;
import dev.broadside.kube.Standing.Running;
import dev.broadside.kube.Standing.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods as Kubernetes shows them. */
final class StandingTest {
  private static Standing of(String status) {
    return Standing.of(
        Serialization.unmarshal(
            """
            apiVersion: v1
            kind: Pod
            metadata: { name: broadside-r1-0-x7k2p }
            status:
            """
                + status.indent(2),
            Pod.class));
  }

  private static Standing waiting(String reason, String message) {
    return of(
        """
        phase: Pending
        conditions:
        - { type: PodScheduled, status: "True" }
        containerStatuses:
        - name: injector
          state: { waiting: { reason: %s, message: '%s' } }
        """
            .formatted(reason, message));
  }

  private static Obstacle obstacle(Standing standing) {
    return assertInstanceOf(Waiting.class, standing).obstacle();
  }

  @Test
  void thePodThatFindsNoNodeSaysWhatTheSchedulerSaid() {
    Obstacle obstacle =
        obstacle(
            of(
                """
                phase: Pending
                conditions:
                - type: PodScheduled
                  status: "False"
                  reason: Unschedulable
                  message: '0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint {gpu: }.'
                """));
    assertEquals(
        "pod broadside-r1-0-x7k2p finds no node (Unschedulable: 0/3 nodes are available: 1"
            + " Insufficient cpu, 2 node(s) had untolerated taint {gpu: }.)",
        obstacle.why());
    assertTrue(obstacle.remedy().contains("--cpu"));
    assertEquals(Obstacle.LONG, obstacle.patience());
  }

  @ParameterizedTest
  @CsvSource({"ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "RegistryUnavailable"})
  void anImageThatCannotBePulledIsNamed(String reason) {
    Obstacle obstacle = obstacle(waiting(reason, "Back-off pulling image \"r/b:1\""));
    assertEquals(
        "its image cannot be pulled (" + reason + ": Back-off pulling image \"r/b:1\")",
        obstacle.why());
    assertTrue(obstacle.patience().compareTo(Duration.ofMinutes(1)) <= 0);
  }

  @Test
  void aNameThatIsNoneNeedsNoPatience() {
    Obstacle obstacle = obstacle(waiting("InvalidImageName", "couldn't parse".replace("'", "''")));
    assertEquals(Duration.ZERO, obstacle.patience());
    assertTrue(obstacle.remedy().contains("--image"));
  }

  @Test
  void aSecretThatIsNotThereIsNamed() {
    Obstacle obstacle = obstacle(waiting("CreateContainerConfigError", "secret \"tok\" not found"));
    assertTrue(obstacle.why().contains("secret \"tok\" not found"), obstacle.why());
  }

  @Test
  void aContainerThatIsBeingMadeIsNotExplained() {
    assertTrue(obstacle(waiting("ContainerCreating", "")).isUnknown());
    assertTrue(obstacle(of("phase: Pending")).isUnknown());
  }

  @Test
  void itRunsWhileItsContainerDoes() {
    assertEquals(
        new Running(),
        of(
            """
            phase: Running
            containerStatuses:
            - name: injector
              state: { running: { startedAt: "2026-11-21T23:00:00Z" } }
            """));
  }

  @Test
  void itsLastWordsAreKept() {
    assertEquals(
        new Ended("exit code 42: broadside: the others did not come"),
        of(
            """
            phase: Failed
            containerStatuses:
            - name: injector
              state:
                terminated:
                  exitCode: 42
                  reason: Error
                  message: "some line\\nbroadside: the others did not come\\n"
            """));
  }

  @ParameterizedTest
  @CsvSource({"137, OOMKilled, exit code 137 (OOMKilled)", "0, Completed, exit code 0"})
  void theEndOfAContainerHasItsReason(int code, String reason, String how) {
    assertEquals(
        new Ended(how),
        of(
            """
            phase: Failed
            containerStatuses:
            - name: injector
              state: { terminated: { exitCode: %d, reason: %s } }
            """
                .formatted(code, reason)));
  }

  @Test
  void aPodThatIsEvictedHasNoContainerAnyMore() {
    assertEquals(
        new Ended("Evicted: The node was low on resource: memory."),
        of("phase: Failed\nreason: Evicted\nmessage: 'The node was low on resource: memory.'\n"));
  }
}
