package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the default locale is everybody's")
class CountersTest {
  @Test
  void repeatsOfTheSdkAreAttemptsButNotPosts() {
    Counters counters = new Counters();
    counters.attempt(null);
    counters.attempt("attempt=1; max=4");
    counters.attempt("attempt=2; max=4");
    counters.attempt("attempt=10; max=12");
    counters.attempt("ttl=20261121T101112Z; attempt=2; max=3");
    counters.attempt("ttl=20261121T101112Z; attempt=1; max=3");
    counters.attempt("");
    assertEquals(4, counters.snapshot().posts());
    assertEquals(7, counters.snapshot().attempts());
  }

  @Test
  void aSumThatMissesAnAnswersUnitsIsUnknown() {
    Counters counters = new Counters();
    counters.page("Send", 1, 0.5);
    counters.page("List", 1, null);
    assertNull(counters.snapshot().lookups().readUnits());
    assertEquals(0.5, reads(counters, "Send").readUnits());
  }

  private static Counters.Snapshot.Reads reads(Counters counters, String function) {
    return Objects.requireNonNull(counters.snapshot().byFunction().get(function));
  }

  @Test
  void whoMakesUpNamesDoesNotFillTheMemory() {
    Counters counters = new Counters();
    for (int i = 0; i < 5_000; i++) {
      counters.request("function-" + i);
    }
    assertEquals(1_001, counters.snapshot().byFunction().size());
    assertEquals(4_000, reads(counters, Caller.UNKNOWN).requests());
  }

  @Test
  void theSnapshotIsTheSameJsonInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      Counters counters = new Counters();
      counters.attempt(null);
      counters.gone();
      counters.request("Send");
      counters.page("Send", 1234, 96.5);
      counters.queueRequest();
      counters.queueMessages(10);
      assertEquals(
          "{\"posts\":1,\"attempts\":1,\"gone\":1,\"throttled\":0,\"failed\":0,\"bytes\":0,"
              + "\"requests\":1,\"pages\":1,\"items\":1234,\"readUnits\":96.5,"
              + "\"queueRequests\":1,\"queueMessages\":10,"
              + "\"functions\":{\"Send\":"
              + "{\"requests\":1,\"pages\":1,\"items\":1234,\"readUnits\":96.5}},"
              + "\"cloud\":{\"throttledConnects\":0,\"throttledMessages\":0,"
              + "\"throttledRequests\":0,\"throttledInvocations\":0,\"throttledCalls\":0,\"hiddenByIndexLag\":0}}",
          counters.snapshot().toJson());
    } finally {
      Locale.setDefault(before);
    }
  }
}
