package dev.broadside.load.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.load.TlsStage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The witness trusts whom the injector trusts. */
@Timeout(180)
final class SecureListenerTest {
  @Test
  void itTrustsTheFileUnderItsNamesAndInsecureEverybody(@TempDir Path folder) throws Exception {
    TlsStage.makeKey(folder, "dns:localhost");
    String pem = folder.resolve("ca.pem").toString();
    try (TlsStage stage = TlsStage.start(folder)) {
      int port = stage.port();
      assertEquals("opened 1", fate("wss://localhost:" + port, pem, false));
      assertTrue(fate("wss://127.0.0.1:" + port, pem, false).startsWith("failed 1 "));
      assertTrue(fate("wss://localhost:" + port, null, false).startsWith("failed 1 "));
      assertEquals("opened 1", fate("wss://127.0.0.1:" + port, null, true));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX) // Elsewhere 127.0.0.2 is nobody's until somebody adds it.
  void itLeavesByTheAddressesOfTheInjectorInTurnWithTlsToo(@TempDir Path folder) throws Exception {
    TlsStage.makeKey(folder, "dns:localhost");
    try (TlsStage stage = TlsStage.start(folder)) {
      String url = "wss://127.0.0.1:" + stage.port();
      assertEquals("opened 1", fate(url, null, true, List.of("127.0.0.2")));
    }
    try (ServerSocket server = new ServerSocket(0, 3, InetAddress.getLoopbackAddress())) {
      Sockets sockets = Sockets.of(new Way(null, false, List.of("127.0.0.2", "127.0.0.3"), null));
      String url = "ws://127.0.0.1:" + server.getLocalPort();
      for (String expected : List.of("127.0.0.2", "127.0.0.3", "127.0.0.2")) {
        Invitation invitation = new Invitation(1, url, Map.of(), null, null, null);
        Listener listener = Listener.of(invitation, "run", sockets, line -> {});
        listener.connect();
        try (Socket accepted = server.accept()) {
          assertEquals(expected, accepted.getInetAddress().getHostAddress());
        }
        listener.close();
      }
    }
  }

  private static String fate(String url, @Nullable String ca, boolean insecure) throws Exception {
    return fate(url, ca, insecure, List.of());
  }

  private static String fate(String url, @Nullable String ca, boolean insecure, List<String> from)
      throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    Invitation invitation = new Invitation(1, url, Map.of(), null, null, null);
    Listener listener =
        Listener.of(invitation, "run", Sockets.of(new Way(ca, insecure, from, null)), told::add);
    listener.connect();
    String line = told.take();
    listener.close();
    return line;
  }
}
