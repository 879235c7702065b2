package dev.broadside.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bundled templates in front of AWS's own validator, {@code @aws/cloudformation-validate}: it
 * knows the schema of each resource, which the local stage does not.
 */
@Timeout(600)
@Tag("proof")
class TemplateCheckIT {
  private static final Path SOURCES = Path.of("src/test/template-check");
  private static final Path HOME = Path.of("target/template-check");
  private static final Path DEPLOY = Path.of("src/main/deploy");

  @BeforeAll
  static void install() throws Exception {
    assumeTrue(
        runs("npm", "--version") && runs("node", "--version"),
        "npm is missing, so the templates are not validated: install Node.js 20 or newer with npm");
    Files.createDirectories(HOME);
    for (String file : List.of("package.json", "package-lock.json", "check.cjs")) {
      Files.copy(SOURCES.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    run(HOME, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
  }

  @Test
  void theValidatorFindsNothing() throws Exception {
    List<String> templates = new ArrayList<>();
    try (var files = Files.list(DEPLOY)) {
      files.sorted().forEach(file -> templates.add(file.toAbsolutePath().toString()));
    }
    templates.add(Path.of("src/main/injectors/aws-batch.yaml").toAbsolutePath().toString());
    assertTrue(templates.size() >= 2, templates.toString());
    assertEquals("", check(templates));
  }

  @Test
  void theValidatorFindsAMistake(@TempDir Path folder) throws Exception {
    Path wrong = folder.resolve("wrong.yaml");
    String text = Files.readString(DEPLOY.resolve("scan-chat.yaml"));
    Files.writeString(wrong, text.replace("MemorySize: 1769", "MemorySize: 17"));
    String findings = check(List.of(wrong.toString()));
    assertTrue(findings.contains("F3034"), findings);
  }

  private static String check(List<String> templates) throws Exception {
    List<String> command = new ArrayList<>(List.of("node", "check.cjs"));
    command.addAll(templates);
    return run(HOME, command);
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  private static String run(Path folder, List<String> command) throws Exception {
    Path errors = HOME.resolve("errors.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> command + ": " + output + log(errors));
    return output;
  }

  private static String log(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }
}
