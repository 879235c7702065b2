package dev.broadside.load;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;

/** A stage on TLS whose certificate is its own issuer, and for some names only. */
public final class TlsStage extends WebSocketServer implements AutoCloseable {
  private static final String PASSWORD = "of-a-test";

  private final BlockingQueue<Integer> ports = new LinkedBlockingQueue<>();

  private TlsStage(SSLContext tls) {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    setWebSocketFactory(new DefaultSSLWebSocketServerFactory(tls));
    setDaemon(true);
  }

  /**
   * Makes a key, and beside it the certificate as {@code ca.pem}.
   *
   * @param names as keytool wants them, {@code dns:localhost,ip:127.0.0.1}
   * @param more further options of keytool
   */
  public static void makeKey(Path folder, String names, String... more) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command =
        new java.util.ArrayList<>(
            List.of(tool.toString(), "-genkeypair", "-keyalg", "EC", "-storetype", "PKCS12"));
    command.addAll(
        List.of("-J-XX:TieredStopAtLevel=1", "-alias", "stage", "-dname", "CN=Somebody"));
    command.addAll(List.of("-ext", "SAN=" + names, "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", folder.resolve("key.p12").toString()));
    command.addAll(List.of(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) {
      throw new AssertionError(said);
    }
    Certificate certificate = store(folder).getCertificate("stage");
    String base64 = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
    Files.writeString(
        folder.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }

  private static KeyStore store(Path folder) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(folder.resolve("key.p12"))) {
      store.load(file, PASSWORD.toCharArray());
    }
    return store;
  }

  /** What a server needs that shows the certificate. */
  public static SSLContext tls(Path folder) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(folder), PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    return tls;
  }

  /** Starts one with the key in {@code folder}. */
  public static TlsStage start(Path folder) throws Exception {
    TlsStage stage = new TlsStage(tls(folder));
    stage.start();
    return stage;
  }

  /** The port that it listens at; asked once. */
  public int port() throws InterruptedException {
    return ports.take();
  }

  @Override
  public void close() throws InterruptedException {
    stop(1_000);
  }

  @Override
  public void onStart() {
    ports.add(getPort());
  }

  @Override
  public void onOpen(WebSocket connection, ClientHandshake handshake) {}

  @Override
  public void onMessage(WebSocket connection, String message) {}

  @Override
  public void onClose(WebSocket connection, int code, String reason, boolean remote) {}

  @Override
  public void onError(WebSocket connection, Exception e) {}
}
