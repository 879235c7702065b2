package dev.broadside.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.broadside.scale.InjectorVariables;
import dev.broadside.scale.ScaleException;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code kubectl apply} gets, in front of the models of another client, which are strict. */
final class ManifestTest {
  private static final YAMLMapper YAML = new YAMLMapper();

  static Stream<Order> orders() {
    return Stream.of(Orders.plain(), Orders.full());
  }

  private static Map<String, JsonNode> read(Order order) throws IOException {
    Map<String, JsonNode> kinds = new HashMap<>();
    String yaml = Manifest.of(order, "load").toYaml();
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(yaml)) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        kinds.put(document.path("kind").asText(), document);
      }
    }
    return kinds;
  }

  private static JsonNode job(Order order) throws IOException {
    return read(order).getOrDefault("Job", YAML.missingNode());
  }

  private static JsonElement strict(JsonNode document) {
    return JsonParser.parseString(document.toString());
  }

  @ParameterizedTest
  @MethodSource("orders")
  void anotherClientKnowsEveryField(Order order) throws IOException {
    Map<String, JsonNode> kinds = read(order);
    assertEquals(3, kinds.size());
    V1ConfigMap.validateJsonElement(strict(kinds.getOrDefault("ConfigMap", YAML.nullNode())));
    V1NetworkPolicy.validateJsonElement(
        strict(kinds.getOrDefault("NetworkPolicy", YAML.nullNode())));
    V1Job.validateJsonElement(strict(kinds.getOrDefault("Job", YAML.nullNode())));
  }

  @Test
  void theOtherClientSeesAMistake() throws IOException {
    String wrong = job(Orders.plain()).toString().replace("completionMode", "completionMod");
    JsonElement parsed = JsonParser.parseString(wrong);
    assertThrows(IllegalArgumentException.class, () -> V1Job.validateJsonElement(parsed));
  }

  /** The strict models take any text where Kubernetes knows a few words. */
  @Test
  void theWordsAreThoseOfKubernetes() throws IOException {
    JsonNode spec = job(Orders.full()).path("spec");
    assertEquals("Indexed", spec.path("completionMode").asText());
    assertEquals("Failed", spec.path("podReplacementPolicy").asText());
    assertEquals(
        List.of("FailJob", "FailIndex", "FailIndex"),
        spec.path("podFailurePolicy").path("rules").findValuesAsText("action"));
    JsonNode pod = spec.path("template").path("spec");
    assertEquals("Never", pod.path("restartPolicy").asText());
    assertEquals(
        "ScheduleAnyway",
        pod.path("topologySpreadConstraints").path(0).path("whenUnsatisfiable").asText());
    assertEquals(
        "RuntimeDefault", pod.path("securityContext").path("seccompProfile").path("type").asText());
    assertEquals(
        "FallbackToLogsOnError",
        pod.path("containers").path(0).path("terminationMessagePolicy").asText());
  }

  @Test
  void nobodyComesAgainAndNobodyIsEndedForAnother() throws IOException {
    JsonNode spec = job(Orders.full()).path("spec");
    assertEquals(64, spec.path("completions").asInt());
    assertEquals(64, spec.path("parallelism").asInt());
    assertEquals(0, spec.path("backoffLimitPerIndex").asInt(-1));
    assertFalse(spec.has("maxFailedIndexes"));
    assertFalse(spec.has("suspend"));
    assertEquals(1_800, spec.path("activeDeadlineSeconds").asInt());
    assertEquals(
        "[64][40,41,42,43]",
        spec.path("podFailurePolicy").path("rules").findValues("values").stream()
            .map(JsonNode::toString)
            .reduce("", String::concat));
  }

  @Test
  void aPodHasNoRightsAndAsManyResourcesAsItMayUse() throws IOException {
    JsonNode pod = job(Orders.full()).path("spec").path("template").path("spec");
    assertFalse(pod.path("automountServiceAccountToken").asBoolean(true));
    assertEquals("loader", pod.path("serviceAccountName").asText());
    assertTrue(pod.path("securityContext").path("runAsNonRoot").asBoolean());
    JsonNode container = pod.path("containers").path(0);
    JsonNode security = container.path("securityContext");
    assertTrue(security.path("readOnlyRootFilesystem").asBoolean());
    assertFalse(security.path("allowPrivilegeEscalation").asBoolean(true));
    assertEquals("ALL", security.path("capabilities").path("drop").path(0).asText());
    assertEquals(
        container.path("resources").path("requests"), container.path("resources").path("limits"));
    assertEquals("3072Mi", container.path("resources").path("limits").path("memory").asText());
  }

  @Test
  void secretsAreNamedAndNeverWritten() throws IOException {
    JsonNode pod = job(Orders.full()).path("spec").path("template").path("spec");
    JsonNode container = pod.path("containers").path(0);
    assertEquals(List.of("tokens", "aws"), container.path("envFrom").findValuesAsText("name"));
    assertTrue(pod.toString().contains("/secrets"));
    assertTrue(
        read(Orders.full())
            .getOrDefault("ConfigMap", YAML.nullNode())
            .path("data")
            .path(Manifest.SCENARIO_KEY)
            .asText()
            .contains("${HOST}"));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void anInjectorReadsWhatItsPodIsGiven(Order order) throws IOException, ScaleException {
    JsonNode pod = job(order).path("spec").path("template").path("spec");
    JsonNode container = pod.path("containers").path(0);
    Map<String, String> environment = new HashMap<>(Map.of("JOB_COMPLETION_INDEX", "3"));
    for (JsonNode variable : container.path("env")) {
      environment.put(variable.path("name").asText(), variable.path("value").asText());
    }
    assertEquals(order.variables().withIndex(3), InjectorVariables.of(environment::get));
    assertEquals("eu-west-1", environment.get("AWS_REGION"));
    String scenario = environment.getOrDefault("BROADSIDE_SCENARIO", "");
    JsonNode item = pod.path("volumes").path(0).path("configMap").path("items").path(0);
    assertEquals(
        scenario,
        container.path("volumeMounts").path(0).path("mountPath").asText()
            + "/"
            + item.path("path").asText());
    assertEquals("injector", container.path("args").path(0).asText());
  }

  @Test
  void podsTalkToEachOtherAndToWhatTheScenarioNames() throws IOException {
    JsonNode spec =
        read(Orders.plain()).getOrDefault("NetworkPolicy", YAML.nullNode()).path("spec");
    assertEquals("[\"Ingress\",\"Egress\"]", spec.path("policyTypes").toString());
    assertEquals("[443,8080]", ports(spec.path("egress").path(0)));
    assertEquals("[53,53]", ports(spec.path("egress").path(1)));
    assertEquals(1, spec.path("ingress").size());
    assertEquals(
        "{\"broadside.dev/run\":\"r1\"}",
        spec.path("ingress")
            .path(0)
            .path("from")
            .path(0)
            .path("podSelector")
            .path("matchLabels")
            .toString());
  }

  private static String ports(JsonNode rule) {
    return rule.path("ports").findValues("port").toString().replace(" ", "");
  }
}
