package dev.broadside.cli.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.broadside.report.LiveView.Tone;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class LiveServerTest {
  private final LiveBoard board = new LiveBoard("run", "room", "How <b>late</b>?");
  private final LiveServer server;

  LiveServerTest() throws IOException {
    server = LiveServer.start(0, board, Duration.ofMinutes(1));
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** A connection of a browser, or of who pretends to be one. */
  private final class Browser implements AutoCloseable {
    private final Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
    private final BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

    Browser(String request) throws IOException {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    static String get(String path, String host) {
      return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    }

    String all() throws IOException {
      StringBuilder all = new StringBuilder();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        all.append(line).append('\n');
      }
      return all.toString();
    }

    /** The next event; missing when there is none any more. */
    JsonNode event() throws IOException {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("data: ")) {
          return new ObjectMapper().readTree(line.substring("data: ".length()));
        }
      }
      return MissingNode.getInstance();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private String us() {
    return server.address().getAuthority();
  }

  private String answer(String request) throws IOException {
    try (Browser browser = new Browser(request)) {
      return browser.all();
    }
  }

  @Test
  void thePageIsServedToThisMachineUnderItsPolicy() throws Exception {
    String answer = answer(Browser.get("/", us()));
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    assertTrue(answer.contains("How &lt;b&gt;late&lt;/b&gt;?"), answer);
    assertTrue(answer.contains("frame-ancestors 'none'"), answer);
    assertTrue(answer.contains("no-store"), answer);
    assertEquals("127.0.0.1", server.address().getHost());
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1", "127.0.0.1:1", "[::1]:80", "", "*"})
  void aForeignHostIsRefused(String host) throws Exception {
    String answer = answer(Browser.get("/", host));
    assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    assertFalse(answer.contains("How"), answer);
  }

  @Test
  void twoHostsAreRefusedAndSoIsNone() throws Exception {
    String both = "GET / HTTP/1.1\r\nHost: " + us() + "\r\nHost: evil.example\r\n";
    assertFalse(answer(both + "Connection: close\r\n\r\n").contains("200 OK"));
    assertFalse(answer("GET / HTTP/1.0\r\n\r\n").contains("200 OK"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "HEAD", "PUT", "DELETE", "OPTIONS"})
  void onlyGetIsAnswered(String method) throws Exception {
    String answer = answer(Browser.get("/", us()).replaceFirst("GET", method));
    assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
  }

  @Test
  void thereIsNoOtherPage() throws Exception {
    assertTrue(answer(Browser.get("/../../etc/passwd", us())).startsWith("HTTP/1.1 404 "));
  }

  @Test
  void eachSecondIsAnEventAndTheLastIsTheVerdict() throws Exception {
    try (Browser browser = new Browser(Browser.get("/events", us()))) {
      assertEquals("STARTING: room · Broadside", browser.event().path("title").asText());
      board.add(Said.second(3, "warmup", 100, 20, 40));
      JsonNode second = browser.event();
      assertTrue(second.at("/parts/counts").asText().contains("1,000"), second::toString);
      assertFalse(second.path("over").asBoolean());
      board.finish(Tone.PASS, "PASS", "The report is in x", List.of());
      JsonNode last = browser.event();
      assertEquals("PASS", last.at("/parts/stamp").asText());
      assertEquals("pass", last.path("tone").asText());
      assertTrue(last.path("over").asBoolean());
      assertTrue(browser.event().isMissingNode(), "an event after the last");
    }
  }

  @Test
  void whoLooksHasTheVerdictBeforeThePageGoesAway() throws Exception {
    try (Browser one = new Browser(Browser.get("/events", us()));
        Browser other = new Browser(Browser.get("/events", us()))) {
      one.event();
      other.event();
      server.close();
      assertEquals("ENDED", one.event().at("/parts/stamp").asText());
      assertEquals("ENDED", other.event().at("/parts/stamp").asText());
    }
    assertThrows(ConnectException.class, () -> answer(Browser.get("/", us())));
  }

  @Test
  void aBrowserThatReadsNothingKeepsNobodyWaiting() throws Exception {
    LiveServer hasty = LiveServer.start(0, board, Duration.ZERO);
    int port = hasty.address().getPort();
    try (Socket undecided = new Socket(InetAddress.getLoopbackAddress(), port)) {
      undecided.getOutputStream().write('G');
      hasty.close();
    }
    assertThrows(
        ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
  }

  @Test
  void aPortThatIsTakenIsSaid() {
    assertThrows(
        IOException.class, () -> LiveServer.start(server.address().getPort(), board).close());
  }
}
