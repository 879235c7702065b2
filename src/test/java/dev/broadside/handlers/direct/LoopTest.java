package dev.broadside.handlers.direct;

import static dev.broadside.handlers.direct.ScriptedServer.CLOSE;
import static dev.broadside.handlers.direct.ScriptedServer.SILENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop against servers that behave and servers that do not. */
@Timeout(60)
final class LoopTest {
  private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";

  /** So many requests with a body of so many bytes. */
  static final class Counted implements Traffic<Integer> {
    final List<String> ends = new ArrayList<>();
    private final int count;
    private final byte[] body;
    private final long attemptNanos;
    Runnable afterLast = () -> {};
    private int next;

    Counted(int count, int bytes, long attemptMillis) {
      this.count = count;
      this.body = new byte[bytes];
      this.attemptNanos = TimeUnit.MILLISECONDS.toNanos(attemptMillis);
    }

    @Override
    public @Nullable Integer next() {
      if (next == count) {
        afterLast.run();
        return null;
      }
      return next++;
    }

    @Override
    public long waitNanos() {
      return -1;
    }

    @Override
    public long attemptNanos() {
      return attemptNanos;
    }

    @Override
    public int mostBytes(Integer request) {
      return 200 + body.length;
    }

    @Override
    public void write(Integer request, ByteBuffer into) {
      String head = "POST /" + request + " HTTP/1.1\r\ncontent-length: " + body.length + "\r\n\r\n";
      into.put(head.getBytes(StandardCharsets.US_ASCII)).put(body);
    }

    @Override
    public void answered(Integer request, int status) {
      ends.add(request + " " + status);
    }

    @Override
    public void failed(Integer request, IOException failure) {
      ends.add(request + " " + failure.getClass().getSimpleName());
    }
  }

  private static List<String> run(Loop<Integer> loop, int requests) {
    Counted traffic = new Counted(requests, 10, 30_000);
    loop.run(traffic);
    return traffic.ends.stream().sorted().toList();
  }

  private static Loop<Integer> loop(ScriptedServer server, int connections) throws IOException {
    URI url = URI.create("http://127.0.0.1:" + server.port() + "/prod");
    return Loop.to(Endpoint.of(url), connections);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OK,
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n" + OK
      })
  void oneConnectionServesManyRequestsAndManyRuns(String answer) throws IOException {
    try (ScriptedServer server = new ScriptedServer((connection, request) -> answer);
        Loop<Integer> loop = loop(server, 1)) {
      assertEquals(List.of("0 200", "1 200", "2 200"), run(loop, 3));
      assertEquals(List.of("0 200", "1 200"), run(loop, 2));
      assertEquals(1, server.connections());
      assertEquals("1 POST /0 HTTP/1.1", server.requests.get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n" + CLOSE,
        "HTTP/1.1 200 OK\r\n\r\nuntil the end" + CLOSE,
        OK + "and more"
      })
  void aConnectionThatIsToCloseOrOutOfStepIsNotUsedAgain(String answer) throws IOException {
    try (ScriptedServer server = new ScriptedServer((connection, request) -> answer);
        Loop<Integer> loop = loop(server, 1)) {
      assertEquals(List.of("0 200", "1 200"), run(loop, 2));
      assertEquals(2, server.connections());
    }
  }

  @Test
  void aRequestOnAConnectionThatTheServerClosedGoesOutOnceMore() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer((connection, request) -> request == 1 ? OK : CLOSE);
        Loop<Integer> loop = loop(server, 1)) {
      assertEquals(List.of("0 200", "1 200", "2 200"), run(loop, 3));
      assertEquals(3, server.connections());
      assertEquals(5, server.requests.size());
    }
  }

  @Test
  void aNewConnectionThatClosesWithoutAnAnswerIsAFailure() throws IOException {
    try (ScriptedServer server = new ScriptedServer((connection, request) -> CLOSE);
        Loop<Integer> loop = loop(server, 1)) {
      List<String> ends = run(loop, 2);
      assertEquals(2, ends.size());
      assertTrue(ends.stream().noneMatch(end -> end.endsWith("200")), ends::toString);
      assertEquals(2, server.requests.size(), "each is sent once");
    }
  }

  @Test
  void anAnswerThatBreaksOffIsAFailureAlsoOnAUsedConnection() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer((connection, request) -> request == 1 ? OK : "HTTP/1.1 2" + CLOSE);
        Loop<Integer> loop = loop(server, 1)) {
      assertEquals(List.of("0 200", "1 EOFException"), run(loop, 2));
      assertEquals(2, server.requests.size());
    }
  }

  @Test
  void aServerThatSaysNothingCostsOneTimeLimit() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer((connection, request) -> connection == 1 ? SILENCE : OK);
        Loop<Integer> loop = loop(server, 1)) {
      Counted traffic = new Counted(2, 10, 50);
      loop.run(traffic);
      assertEquals("0 SocketTimeoutException", traffic.ends.get(0));
      assertEquals(2, traffic.ends.size());
    }
  }

  @Test
  void whatARunThatBrokeOffLeftUnderWayIsNoneOfTheNextOnes() throws IOException {
    try (ScriptedServer server = new ScriptedServer((connection, request) -> OK);
        Loop<Integer> loop = loop(server, 2)) {
      Counted broken = new Counted(1, 10, 30_000);
      broken.afterLast =
          () -> {
            throw new IllegalStateException("no more");
          };
      assertThrows(IllegalStateException.class, () -> loop.run(broken));
      assertEquals(List.of("0 200", "1 200"), run(loop, 2));
      assertEquals(List.of(), broken.ends);
    }
  }

  @Test
  void manyConnectionsCarryBodiesThatNoSocketTakesAtOnce() throws IOException {
    try (ScriptedServer server = new ScriptedServer((connection, request) -> OK);
        Loop<Integer> loop = loop(server, 4)) {
      Counted traffic = new Counted(12, 3 << 20, 60_000);
      loop.run(traffic);
      assertEquals(12, traffic.ends.stream().filter(end -> end.endsWith(" 200")).count());
      assertTrue(server.connections() <= 4, () -> server.connections() + " connections");
    }
  }

  @Test
  void nobodyThereIsAFailureOfEachRequest() throws IOException {
    Endpoint nobody = Endpoint.of(URI.create("http://127.0.0.1:1/prod"));
    try (Loop<Integer> loop = Loop.to(nobody, 2)) {
      assertEquals(List.of("0 ConnectException", "1 ConnectException"), run(loop, 2));
    }
  }

  @Test
  void anEndpointKnowsItsPortItsPathAndItsHostHeader() {
    assertEquals(
        new Endpoint(true, "api.example.com", 443, "/prod"),
        Endpoint.of(URI.create("https://API.example.com/prod/")));
    assertEquals(
        "api.example.com", Endpoint.of(URI.create("https://api.example.com")).hostHeader());
    assertEquals("h:8080", Endpoint.of(URI.create("http://h:8080/p")).hostHeader());
    assertThrows(
        IllegalArgumentException.class, () -> Endpoint.of(URI.create("ftp://example.com/")));
  }
}
