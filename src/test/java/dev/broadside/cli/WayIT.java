package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.load.TestProxy;
import dev.broadside.load.TlsStage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything on the way at once: TLS by an issuer of the user's own, two source addresses, a proxy
 * that wants a password, publishing by HTTP, and the witness.
 */
@EnabledOnOs(OS.LINUX)
@Tag("proof")
class WayIT {
  private static final String PASSWORD = "pr0xy-s3cret";
  private static final String SCENARIO =
      """
      question: Does everything get through?
      target: wss://stage.example:%1$d/base/path
      connect:
        tls: { ca: keys/ca.pem }
        from: [127.0.0.2, 127.0.0.3]
        proxy: http://me:${PROXY_PASSWORD}@127.0.0.1:%2$d
      audience: { connections: 40 }
      publish:
        via: { http: { path: 'https://stage.example:%1$d/publish', body: '#{marker}' } }
        rate: 5/s
        warmup: 1s
        for: 2s
        drain: 10s
        publishers: 2
      """;

  @SideBySide
  void everythingGetsThroughAndThePasswordIsNowhere(@TempDir Path home) throws Exception {
    Path keys = Files.createDirectory(home.resolve("keys"));
    TlsStage.makeKey(keys, "dns:stage.example");
    try (BadStage stage = BadStage.good(TlsStage.tls(keys));
        TestProxy proxy = new TestProxy(stage.port(), "me:" + PASSWORD)) {
      int at = Integer.parseInt(proxy.url("").replaceFirst(".*:", ""));
      Files.writeString(home.resolve("way.yaml"), SCENARIO.formatted(stage.port(), at));
      Map<String, String> environment = Map.of("PROXY_PASSWORD", PASSWORD);
      try (Broadside run =
          Broadside.start(home, environment, "run", "way.yaml", "--yes", "--json")) {
        int code = run.awaitExit();
        assertTrue(code == 0 || code == 3, () -> "it said " + run.errorLines());
        check(new ObjectMapper().readTree(run.output()));
        assertTrue(!run.output().contains(PASSWORD) && !("" + run.errorLines()).contains(PASSWORD));
      }
      String connect = "CONNECT stage.example:" + stage.port() + " HTTP/1.1";
      assertEquals(List.of(connect), proxy.asked().stream().distinct().toList());
      // Subscribers, the witness and publishers.
      assertTrue(proxy.asked().size() >= 40 + 7 + 2, proxy.asked()::toString);
      assertPasswordIsNowhere(home);
    }
  }

  private static void check(JsonNode summary) {
    assertEquals(40, summary.at("/connections/opened").asInt(), summary::toString);
    assertEquals(400, summary.at("/deliveries/delivered").asLong(), summary::toString);
    for (JsonNode check : summary.at("/validity/checks")) {
      // What the witness says when a connection of its own is missing.
      assertTrue(!check.get("value").asText().contains("connections opened"), check::toString);
    }
  }

  private static void assertPasswordIsNowhere(Path home) throws Exception {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertTrue(!text.contains(PASSWORD), () -> "the password is in " + file);
      }
    }
  }
}
