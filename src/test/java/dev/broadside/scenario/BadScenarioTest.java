package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of {@code bad.txt}: what is refused, and the sentence that says so. */
class BadScenarioTest {
  private static final Path CASES = Path.of("src/test/resources/scenario/bad.txt");
  private static final Map<String, String> ENVIRONMENT = Map.of("TOKEN", "s3cret", "EMPTY", "");

  private record Case(String title, List<String> overrides, String file, String message) {

    static Case parse(String text) {
      int end = text.lastIndexOf("-> ");
      List<String> lines = new ArrayList<>(text.substring(0, end).lines().toList());
      String title = lines.removeFirst();
      List<String> overrides = new ArrayList<>();
      while (!lines.isEmpty() && lines.getFirst().startsWith("--set ")) {
        overrides.add(lines.removeFirst().substring("--set ".length()));
      }
      String file = String.join("\n", lines);
      return new Case(title, overrides, file, text.substring(end + 3).strip());
    }

    void isRefused() {
      ScenarioReader reader = new ScenarioReader(ENVIRONMENT::get);
      ScenarioException refusal =
          assertThrows(
              ScenarioException.class,
              () -> reader.parse("scenario.yaml", "scenario", file, overrides));
      assertEquals(message, refusal.getMessage());
      assertFalse(message.contains("s3cret"), "a secret in an error");
    }
  }

  @TestFactory
  Stream<DynamicTest> isRefusedWithOneSentence() throws IOException {
    return Stream.of(Files.readString(CASES).split("(?m)^== "))
        .skip(1)
        .map(Case::parse)
        .map(each -> DynamicTest.dynamicTest(each.title(), each::isRefused));
  }
}
