package dev.broadside.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scale.InjectorVariables;
import dev.broadside.template.Value.Fields;
import dev.broadside.template.Value.Items;
import dev.broadside.template.Value.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The array job of AWS Batch starts the container that Kubernetes starts, which nobody has run. */
final class BatchTemplateTest {
  private static final Path FILE = Path.of("src/main/injectors/aws-batch.yaml");

  private static Section read() throws Exception {
    Source source = new Source(FILE.toString());
    return new Section(
        source, FILE.toString(), new ValueParser(source).parse(Files.readString(FILE)));
  }

  private static Section resource(String name) throws Exception {
    return read().section("Resources").section(name).section("Properties");
  }

  private static List<Value> items(Section section, String field) throws TemplateException {
    return ((Items) Objects.requireNonNull(section.field(field)).value()).values();
  }

  private static String text(Value value) {
    return value instanceof Text text ? text.text() : "a value of AWS";
  }

  @Test
  void everyParameterAndEveryOutputIsDescribed() throws Exception {
    for (String list : List.of("Parameters", "Outputs")) {
      Section section = read().section(list);
      assertFalse(section.entries().isEmpty());
      for (var entry : section.entries()) {
        section.section(entry.getKey()).requiredText("Description");
      }
    }
  }

  /** What submit-job adds is in src/docs/scale.md. */
  @Test
  void anInjectorReadsWhatItsJobIsGiven() throws Exception {
    Section container = resource("Injectors").section("ContainerProperties");
    assertEquals("injector", text(items(container, "Command").getFirst()));
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "AWS_BATCH_JOB_ARRAY_INDEX", "2",
                "BROADSIDE_RUN_ID", "r1",
                "BROADSIDE_SHARDS", "4",
                "BROADSIDE_SCENARIO", "/opt/broadside/scenarios/late.yaml"));
    for (Value variable : items(container, "Environment")) {
      var fields = ((Fields) variable).fields();
      environment.put(
          text(Objects.requireNonNull(fields.get("Name")).value()),
          text(Objects.requireNonNull(fields.get("Value")).value()));
    }
    InjectorVariables read = InjectorVariables.of(environment::get);
    assertEquals(Integer.valueOf(2), read.index());
    assertEquals("aws", read.table().endpoint());
    assertEquals(Path.of("/reports"), read.reports());
    String documented = Files.readString(Path.of("src/docs/scale.md"));
    for (String submitted : List.of("BROADSIDE_RUN_ID", "BROADSIDE_SHARDS", "BROADSIDE_SCENARIO")) {
      assertTrue(documented.contains("name=" + submitted), submitted);
    }
  }

  @Test
  void nobodyComesAgainAndTheRootIsReadOnly() throws Exception {
    Section job = resource("Injectors");
    assertEquals("1", job.section("RetryStrategy").requiredText("Attempts"));
    Section container = job.section("ContainerProperties");
    assertEquals("true", container.requiredText("ReadonlyRootFilesystem"));
    assertEquals("10001:10001", container.requiredText("User"));
    String image = Files.readString(Path.of("src/main/injectors/Containerfile"));
    assertTrue(image.contains("USER 10001:10001"));
  }
}
