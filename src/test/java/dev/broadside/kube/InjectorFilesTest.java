package dev.broadside.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The files that a user gives to a cluster beside a run: the Role, and how the image is built. */
final class InjectorFilesTest {
  private static final Path FOLDER = Path.of("src/main/injectors");
  private static final Pattern ASKED =
      Pattern.compile("asked\\(\\s*\"([a-z]+)\",\\s*\"([a-z/]+)\"");
  private static final Pattern COPY = Pattern.compile("(?m)^COPY (\\S+) (\\S+)$");

  @Test
  void theRoleAllowsWhatIsAskedAndNoMore() throws Exception {
    JsonNode role = new YAMLMapper().readTree(FOLDER.resolve("rbac.yaml").toFile());
    V1Role.validateJsonElement(JsonParser.parseString(role.toString()));
    Set<String> allowed = new TreeSet<>();
    for (JsonNode rule : role.path("rules")) {
      for (JsonNode resource : rule.path("resources")) {
        rule.path("verbs").forEach(verb -> allowed.add(verb.asText() + " " + resource.asText()));
      }
    }
    String cluster = Files.readString(Path.of("src/main/java/dev/broadside/kube/Cluster.java"));
    Set<String> asked =
        ASKED
            .matcher(cluster)
            .results()
            .map(request -> request.group(1) + " " + request.group(2))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(asked, allowed);
  }

  /** The archive's top folder holds what the build writes there. */
  @Test
  void theImageIsMadeOfFilesOfTheArchiveAndRunsAsNobody() throws Exception {
    String file = Files.readString(FOLDER.resolve("Containerfile"));
    List<String> copied =
        COPY.matcher(file).results().map((MatchResult copy) -> copy.group(1)).toList();
    assertEquals(List.of("broadside", ".mvn/find-jdk.sh", "lib", "classes", "scenarios"), copied);
    String pom = Files.readString(Path.of("pom.xml"));
    for (String source :
        List.of("file=\"broadside\"", ".mvn/find-jdk.sh", "scenarios/**", "lib/**")) {
      assertTrue(pom.contains(source), source);
    }
    assertFalse(Pattern.compile("(?m)^RUN .*(apt|curl|wget|mvn)").matcher(file).find());
    String user = Long.toString(PodManifest.of(Orders.plain()).getSecurityContext().getRunAsUser());
    assertTrue(file.contains("USER " + user + ":" + user), file);
    assertTrue(file.contains("CMD [\"injector\"]"), file);
    assertTrue(file.contains("BROADSIDE_REPORTS=" + PodShape.Files.REPORTS), file);
  }
}
