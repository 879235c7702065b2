package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.bench.Peer;
import dev.broadside.process.JvmSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an idle connection costs the injector in heap: what a full collection leaves in one that
 * holds many, less what it leaves in one that holds few. All that a run keeps of a connection is in
 * it: Gatling's user, the pipeline, the ledger's rows.
 */
@Tag("proof")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class IdleReceiverProof {
  private static final int FEW = 200;
  private static final int MANY = Integer.getInteger("broadside.connections", 4_200);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String SECRET = "changeit";

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({"ws, 5", "wss, 12"})
  void anIdleConnectionCostsAFewKilobytesOfHeap(String scheme, int kilobytes) throws Exception {
    Path template = folder.resolve("unasked.yaml");
    Files.writeString(template, UnaskedChat.template());
    try (Peer stage = Peer.start(stage(template))) {
      String ready = stage.awaitLine(PATIENCE);
      assertTrue(ready.startsWith("{\"ready\""), ready);
      String url = ready.replaceAll(".*\"webSocketUrl\":\"ws(://[^\"]*)\".*", scheme + "$1");
      long few = liveBytes(url, FEW);
      long many = liveBytes(url, MANY);
      double each = (double) (many - few) / (MANY - FEW);
      System.out.printf(
          Locale.ROOT,
          "%s: %,d bytes of heap with %d connections, %,d with %d: %.0f for each%n",
          scheme,
          few,
          FEW,
          many,
          MANY,
          each);
      assertTrue(each <= kilobytes << 10, () -> each + " bytes for each");
    }
  }

  private JvmSpec stage(Path template) {
    return JvmSpec.ours(
        "stage",
        "dev.broadside.stage.StageMain",
        "192m",
        List.of(
            "--template",
            template.toString(),
            "--parameter",
            "CodeBucket=none",
            "--tls",
            folder.resolve("tls").toString(),
            "--logs",
            folder.toString()),
        folder.resolve("stage.log"));
  }

  private long liveBytes(String url, int connections) throws Exception {
    String scenario =
        """
        question: What does an idle connection cost?
        target: %s
        connect: { rate: 500/s }
        audience: { connections: %d, witnesses: 0, settle: 2m }
        publish: { rate: 1/s, publishers: 1, warmup: 0s, for: 1s }
        """
            .formatted(url, connections);
    Path place = folder.resolve(url.substring(0, url.indexOf(':')) + connections);
    try (WatchedInjector injector = WatchedInjector.start(scenario, place, trust())) {
      injector.await(said -> said.open() == connections && said.phase().equals("warmup"));
      return histogram(injector.pid());
    }
  }

  private List<String> trust() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(folder.resolve("tls/certificate.pem"))) {
      store.setCertificateEntry(
          "stage", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    Path file = folder.resolve("trust.p12");
    try (var out = Files.newOutputStream(file)) {
      store.store(out, SECRET.toCharArray());
    }
    return List.of(
        "-Djavax.net.ssl.trustStore=" + file, "-Djavax.net.ssl.trustStorePassword=" + SECRET);
  }

  /** It collects before it counts; fillers are what the collector did not think worth moving. */
  private static long histogram(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    List<String> said = process.inputReader().lines().toList();
    if (process.waitFor() != 0) {
      throw new IOException("jcmd failed: " + said);
    }
    return said.stream()
        .filter(line -> line.matches("\\s*\\d+:\\s+\\d+\\s+\\d+ .*"))
        .filter(line -> !line.contains("FillerElement"))
        .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[2]))
        .sum();
  }
}
