package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.broadside.load.TlsStage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A machine or a target that cannot be measured with: one sentence, and nothing is left behind. */
@EnabledOnOs(OS.LINUX)
@Tag("proof") // Run by .ci/proofs.
class BadTargetIT {

  @SideBySide
  void tooFewDescriptorsAreSaidBeforeAnythingStarts(@TempDir Path home) throws Exception {
    String[] arguments = {
      "run", Broadside.scenario("smoke.yaml"), "--set", "audience.connections=1000"
    };
    try (Broadside run = Broadside.startBelowShell(home, "ulimit -n 256", arguments)) {
      assertFails(
          run,
          1,
          "1,010 connections need 1,474 file descriptors in each process and this system allows"
              + " 256: raise the limit with 'ulimit -n 1474'");
      assertEquals(1, run.errorLines().size(), run.errorLines()::toString);
    }
  }

  @SideBySide
  void aTargetThatRefusesIsNamed(@TempDir Path home) throws Exception {
    // Bound, so that it becomes nobody else's meanwhile, and listening to nobody.
    try (Socket closed = new Socket()) {
      closed.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      aTargetThatRefusesIsNamed(home, closed.getLocalPort());
    }
  }

  private static void aTargetThatRefusesIsNamed(Path home, int closed) throws Exception {
    try (Broadside run = run(home, "ws://127.0.0.1:" + closed + "/prod")) {
      assertFails(
          run,
          1,
          "no subscriber could connect to ws://127.0.0.1:%d/prod: connection refused ("
              .formatted(closed));
      assertFalse(run.errorLines().contains("starting the local stage"));
    }
  }

  @SideBySide
  void aTargetThatForbidsIsNamed(@TempDir Path home) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(403, -1);
          exchange.close();
        });
    server.start();
    String target = "ws://127.0.0.1:" + server.getAddress().getPort() + "/prod";
    try (Broadside run = run(home, target)) {
      assertFails(run, 1, "no subscriber could connect to " + target + ": HTTP 403 (");
    } finally {
      server.stop(0);
    }
  }

  @SideBySide
  void aTargetThatNeverAnswersIsGivenUp(@TempDir Path home) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
      String target = "ws://127.0.0.1:" + silent.getLocalPort() + "/prod";
      try (Broadside run = run(home, target)) {
        assertFails(
            run, 1, "no subscriber could connect to " + target + ": no answer within 30 s (");
      }
    }
  }

  @SideBySide
  void anUnknownHostIsNamed(@TempDir Path home) throws Exception {
    try (Broadside run = run(home, "ws://no.such.host.invalid/prod", "--yes")) {
      assertFails(run, 1, "the host no.such.host.invalid is unknown: check the target's spelling");
    }
  }

  @SideBySide
  void aCertificateForAnotherNameIsNamed(@TempDir Path home, @TempDir Path keys) throws Exception {
    TlsStage.makeKey(keys, "dns:stage.example");
    try (TlsStage stage = TlsStage.start(keys)) {
      String target = "wss://127.0.0.1:" + stage.port() + "/prod";
      String ca = keys.resolve("ca.pem").toString();
      try (Broadside run = run(home, target, "--ca", ca)) {
        assertFails(
            run,
            1,
            "no subscriber could connect to "
                + target
                + ": TLS: the certificate is for stage.example and not for 127.0.0.1 (");
        assertTrue(
            run.sentences()
                .getFirst()
                .endsWith(
                    "connect to a name that it has, or, if this is a test stage, say --insecure"
                        + " (connect.tls.insecure)"));
      }
    }
  }

  @SideBySide
  void aFileWithTooFewTokensIsRefusedBeforeAnyConnection(@TempDir Path home) throws Exception {
    Files.writeString(home.resolve("tokens.txt"), "s3cret\n");
    String[] options = {
      "--set", "connect.auth.tokens=tokens.txt", "--set", "connect.auth.query.t='#{token}'"
    };
    try (Broadside run = run(home, "ws://127.0.0.1:1/prod", options)) {
      assertFails(run, 1, "tokens.txt has 1 tokens and this scenario needs ");
    }
  }

  /** 192.0.2.1 belongs to nobody (RFC 5737). */
  @SideBySide
  void aTargetElsewhereNeedsConsent(@TempDir Path home) throws Exception {
    try (Broadside run = run(home, "wss://192.0.2.1/prod")) {
      assertFails(
          run, 64, "nothing was sent; say --yes to run against a host that is not this one");
      assertTrue(run.errorLines().contains("Target       wss://192.0.2.1/prod"));
      assertTrue(run.errorLines().stream().anyMatch(line -> line.startsWith("Cost  ")));
    }
  }

  @SideBySide
  void aPlanIsPrintedAndNothingElseHappens(@TempDir Path home) throws Exception {
    try (Broadside run = run(home, "wss://192.0.2.1/prod", "--plan")) {
      assertEquals(0, run.awaitExit());
      assertTrue(run.output().startsWith("Target       wss://192.0.2.1/prod"), run.output());
      assertEquals(List.of(), run.errorLines());
      assertEquals(List.of(), run.reports());
    }
  }

  private static Broadside run(Path home, String target, String... options) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("run", Broadside.scenario("smoke.yaml"), "--target", target));
    arguments.addAll(List.of(options));
    return Broadside.start(home, arguments.toArray(String[]::new));
  }

  private static void assertFails(Broadside run, int exitCode, String sentence) throws Exception {
    assertEquals(exitCode, run.awaitExit(), () -> "it said " + run.errorLines());
    run.awaitNobody();
    assertEquals(1, run.sentences().size(), () -> "it said " + run.errorLines());
    assertTrue(
        run.sentences().getFirst().startsWith("broadside: " + sentence), run.sentences()::getFirst);
    assertFalse(run.errorLines().stream().anyMatch(line -> line.startsWith("\tat ")));
    assertEquals(List.of(), run.reports());
    assertEquals(List.of(), run.leftovers());
  }
}
