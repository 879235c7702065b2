package dev.broadside.stage.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VerdictTest {
  private static Verdict read(String answer) {
    return Verdict.of(
        Optional.of(answer.getBytes(StandardCharsets.UTF_8)), true, Set.of("a", "b", "c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"batchItemFailures\":null}",
        "{\"batchItemFailures\":[]}",
        "{\"statusCode\":200}",
      })
  void anAnswerThatNamesNoFailureIsSuccess(String answer) {
    assertEquals(new Verdict.Done(), read(answer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{} {}",
        "\"ok\"",
        "[]",
        "{\"batchItemFailures\":{}}",
        "{\"batchItemFailures\":[\"a\"]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":1}]}",
        "{\"batchItemFailures\":[{\"identifier\":\"a\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"x\"}]}",
      })
  void anAnswerThatNamesFailuresWronglyFailsTheWholeBatch(String answer) {
    assertEquals(new Verdict.Failed(), read(answer));
  }

  @Test
  void namedRecordsFailAlone() {
    assertEquals(
        new Verdict.PartlyFailed(Set.of("a", "c")),
        read(
            """
            {"batchItemFailures":[
              {"itemIdentifier":"a"},{"itemIdentifier":"c"},{"itemIdentifier":"a"}]}"""));
  }

  @Test
  void withoutTheSettingAnAnswerSaysNothing() {
    byte[] answer =
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"}]}".getBytes(StandardCharsets.UTF_8);
    assertInstanceOf(Verdict.Done.class, Verdict.of(Optional.of(answer), false, Set.of("a")));
    assertInstanceOf(Verdict.Failed.class, Verdict.of(Optional.empty(), false, Set.of("a")));
  }
}
