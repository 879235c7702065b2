package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;

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
  void theSnapshotIsTheSameJsonInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      Counters counters = new Counters();
      counters.attempt(null);
      counters.gone();
      counters.request();
      counters.page(1234, 96.5);
      counters.queueRequest();
      counters.queueMessages(10);
      assertEquals(
          "{\"posts\":1,\"attempts\":1,\"gone\":1,\"throttled\":0,\"failed\":0,"
              + "\"requests\":1,\"pages\":1,\"items\":1234,\"readUnits\":96.5,"
              + "\"queueRequests\":1,\"queueMessages\":10}",
          counters.snapshot().toJson());
    } finally {
      Locale.setDefault(before);
    }
  }
}
