package dev.broadside.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.RunSummary;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlaceTest {

  @ParameterizedTest
  @CsvSource({
    "local, ideal, local stage on this machine",
    "local, aws, modelled",
    "ws://localhost:4566/dev?token=secret, , emulated stage ws://localhost:4566/dev;",
    "ws://user:secret@127.0.0.1, , emulated stage ws://127.0.0.1;",
    "wss://user:secret@localhost.example/p#secret, , deployed stage wss://localhost.example/p;",
    "wss://bad host secret, , deployed stage of the scenario;",
  })
  void saysWhatTheLatenciesAreAndKeepsSecrets(String target, String profile, String part) {
    String place =
        Place.of(
            new RunSummary.Run(
                "id", "s", "q", 1, "", null, target, null, profile, Map.of(), null, 1));
    assertTrue(place.contains(part), place);
    assertFalse(place.contains("secret"), place);
  }
}
