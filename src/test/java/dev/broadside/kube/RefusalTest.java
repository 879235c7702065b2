package dev.broadside.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a cluster's refusals become, and those of a kube config. */
final class RefusalTest {
  private static String refused(int code, String message, String verb, String resource) {
    Status status = new StatusBuilder().withCode(code).withMessage(message).build();
    return String.valueOf(
        new Refusal(verb, resource, "load").of(new KubernetesClientException(status)).getMessage());
  }

  @Test
  void aClusterThatRefusesNamesTheVerbAndTheResource() {
    String said =
        "jobs.batch is forbidden: User \"dev\" cannot create resource \"jobs\" in API group"
            + " \"batch\" in the namespace \"load\"";
    assertEquals(
        "the cluster does not let you create jobs in namespace load ("
            + said
            + "): ask for the Role of src/main/injectors/rbac.yaml",
        refused(403, said, "create", "jobs"));
    String quota = "configmaps \"x\" is forbidden: exceeded quota: small";
    assertEquals(
        "the cluster forbids to create configmaps in namespace load: " + quota,
        refused(403, quota, "create", "configmaps"));
  }

  @Test
  void aNamespaceThatIsNotThereIsNamed() {
    Status status =
        new StatusBuilder()
            .withCode(404)
            .withMessage("namespaces \"load\" not found")
            .withNewDetails()
            .withKind("namespaces")
            .endDetails()
            .build();
    String sentence =
        String.valueOf(
            new Refusal("create", "jobs", "load")
                .of(new KubernetesClientException(status))
                .getMessage());
    assertTrue(sentence.startsWith("there is no namespace load: "), sentence);
    assertTrue(sentence.contains("--namespace"), sentence);
  }

  @Test
  void otherRefusalsSayWhatToDo() {
    assertTrue(refused(401, "Unauthorized", "create", "jobs").contains("sign in again"));
    assertTrue(refused(422, "spec: invalid", "create", "jobs").contains("1.29"));
    assertTrue(refused(503, "apiserver is shutting down", "list", "pods").contains("503"));
  }

  @Test
  void aMissingKubeConfigIsSaidBeforeAnybodyIsAsked() {
    KubeException refused =
        assertThrows(
            KubeException.class,
            () -> KubeConfig.find(null, List.of("/nowhere/config"), name -> null));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("there is no kube config at /nowhere/config"),
        refused.getMessage());
  }

  @Test
  void aContextThatIsNotThereIsToldWhichAre() {
    Config config =
        Config.fromKubeconfig(
            """
            apiVersion: v1
            kind: Config
            current-context: kind
            contexts: [{ name: kind, context: { cluster: c, user: u } }]
            clusters: [{ name: c, cluster: { server: "http://127.0.0.1:1" } }]
            users: [{ name: u, user: {} }]
            """);
    KubeException refused =
        assertThrows(
            KubeException.class,
            () -> KubeConfig.checked(config, "prod", List.of("/home/config"), false));
    assertEquals(
        "there is no context prod in /home/config: --context takes one of kind",
        refused.getMessage());
  }
}
