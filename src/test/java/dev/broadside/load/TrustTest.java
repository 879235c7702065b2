package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Reach;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose certificate an injector's connection takes, and what it says of the others. */
@Timeout(180)
final class TrustTest {
  @TempDir private static Path folder = Path.of("");
  private static @Nullable TlsStage stage;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    TlsStage.makeKey(folder, "dns:localhost,dns:stage.example");
    TlsStage started = TlsStage.start(folder);
    stage = started;
    port = started.port();
  }

  @AfterAll
  static void stop() throws Exception {
    if (stage != null) {
      stage.close();
    }
  }

  private static String open(String scheme, String host, @Nullable String ca, boolean insecure)
      throws Exception {
    URI address = URI.create(scheme + "://" + host + ":" + port + "/");
    try (Dial dial = new Dial(address, new Reach(ca, insecure, List.of(), null))) {
      return dial.open();
    }
  }

  private static String pem() {
    return folder.resolve("ca.pem").toString();
  }

  @Test
  void anIssuerThatNobodyKnowsIsRefusedByName() throws Exception {
    assertEquals(
        "TLS: the certificate of localhost is issued by 'CN=Somebody', whom this machine does not"
            + " trust",
        open("wss", "localhost", null, false));
  }

  @Test
  void anIssuerOfTheFileIsTrustedUnderItsNames() throws Exception {
    assertEquals("open from 127.0.0.1", open("wss", "localhost", pem(), false));
  }

  @Test
  void anotherNameIsRefusedWithThoseThatTheCertificateHas() throws Exception {
    String reason = open("wss", "127.0.0.1", pem(), false);
    assertEquals(
        "TLS: the certificate is for localhost, stage.example and not for 127.0.0.1", reason);
    assertTrue(Failures.remedy(reason).startsWith("connect to a name that it has"));
  }

  @Test
  void insecureTakesEveryNameAndEveryIssuer() throws Exception {
    assertEquals("open from 127.0.0.1", open("wss", "127.0.0.1", null, true));
  }

  @Test
  void aFileWithoutCertificatesIsRefused() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    Path noise = Files.writeString(folder.resolve("noise.pem"), "hello\n");
    for (Path each : List.of(empty, noise)) {
      assertRefused(each, each + " holds no certificate in PEM form");
    }
    assertRefused(folder.resolve("none.pem"), "there is no file of certificates");
  }

  private static void assertRefused(Path ca, String sentence) {
    Reach reach = new Reach(ca.toString(), false, List.of(), null);
    LoadException refused = assertThrows(LoadException.class, () -> Route.of(reach));
    assertTrue(String.valueOf(refused.getMessage()).startsWith(sentence), refused::getMessage);
  }
}
