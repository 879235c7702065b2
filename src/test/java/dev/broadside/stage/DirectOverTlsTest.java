package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.handlers.direct.Endpoint;
import dev.broadside.handlers.direct.Loop;
import dev.broadside.handlers.direct.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The loop of {@code direct} in front of a stage that speaks TLS. */
@Timeout(60)
@Order(1)
final class DirectOverTlsTest {
  private static final String UNKNOWN_ID = "AAAAAAAAAAAAAAA=";

  private static Certificate certificate;

  @BeforeAll
  static void make(@TempDir Path folder) throws Exception {
    certificate = new CertificateFolder(folder.resolve("tls"), Clock.systemUTC()).certificate();
  }

  private static BareStage stage() throws Exception {
    return new BareStage(
        new Doorway(new Crowd(100), certificate.server()),
        null,
        Rules.USUAL,
        BareStage.CONNECT,
        BareStage.DISCONNECT);
  }

  private static SSLContext trusting() throws Exception {
    try (InputStream pem = Files.newInputStream(certificate.pem())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "stage", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    }
  }

  /** Posts to somebody who is not there: the answer, 410, is all that it takes. */
  private static final class PostsToNobody implements Traffic<Integer> {
    final List<String> ends = new ArrayList<>();
    private final int bytes;
    private int left;

    PostsToNobody(int count, int bytes) {
      this.left = count;
      this.bytes = bytes;
    }

    @Override
    public @Nullable Integer next() {
      return left > 0 ? (Integer) left-- : null;
    }

    @Override
    public long waitNanos() {
      return -1;
    }

    @Override
    public long attemptNanos() {
      return TimeUnit.SECONDS.toNanos(30);
    }

    @Override
    public int mostBytes(Integer request) {
      return 300 + bytes;
    }

    @Override
    public void write(Integer request, ByteBuffer into) {
      String head =
          "POST /prod/@connections/%s HTTP/1.1\r\nhost: stage\r\ncontent-length: %d\r\n\r\n"
              .formatted(UNKNOWN_ID.replace("=", "%3D"), bytes);
      into.put(head.getBytes(StandardCharsets.US_ASCII)).put(new byte[bytes]);
    }

    @Override
    public void answered(Integer request, int status) {
      ends.add("" + status);
    }

    @Override
    public void failed(Integer request, IOException failure) {
      ends.add(failure.getClass().getSimpleName());
    }
  }

  private static List<String> post(BareStage stage, String host, SSLContext tls, int bytes)
      throws IOException {
    URI url = URI.create("https://" + host + ":" + stage.port() + "/prod");
    PostsToNobody posts = new PostsToNobody(40, bytes);
    try (Loop<Integer> loop = Loop.to(Endpoint.of(url), 4, tls)) {
      loop.run(posts);
    }
    return posts.ends;
  }

  @Test
  void postsOverTlsAreAnswered() throws Exception {
    try (BareStage stage = stage()) {
      assertEquals(Collections.nCopies(40, "410"), post(stage, "localhost", trusting(), 20));
    }
  }

  @Test
  void aBodyOfManyRecordsIsSentWhole() throws Exception {
    try (BareStage stage = stage()) {
      assertEquals(Collections.nCopies(40, "410"), post(stage, "localhost", trusting(), 120_000));
    }
  }

  @Test
  void nothingIsPostedToAServerWithAnotherName() throws Exception {
    try (BareStage stage = stage()) {
      List<String> ends = post(stage, "0.0.0.0", trusting(), 20);
      assertEquals(40, ends.size());
      assertTrue(ends.stream().allMatch(end -> end.startsWith("SSL")), ends::toString);
    }
  }

  @Test
  void nothingIsPostedToAServerThatNobodyTrusts() throws Exception {
    try (BareStage stage = stage()) {
      List<String> ends = post(stage, "localhost", SSLContext.getDefault(), 20);
      assertEquals(40, ends.size());
      assertTrue(ends.stream().allMatch(end -> end.startsWith("SSL")), ends::toString);
    }
  }
}
