package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.template.Template;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever a client sends, the stage answers something documented and throws nothing. */
class GarbageTest {
  private static final Set<Integer> STATUSES =
      Set.of(100, 101, 200, 204, 400, 403, 410, 413, 414, 417, 426, 429, 431, 502, 503, 504);
  private static final Set<Integer> CODES_OF_THE_STAGE = Set.of(1002, 1003, 1007, 1009);
  private static final List<String> TEXTS =
      List.of("answer", "{\"message\": \"Forbidden\"", "{\"message\": \"Internal server error\"");
  private static final String HANDSHAKE = "GET /prod HTTP/1.1\r\n" + RawHttp.UPGRADE + "\r\n";

  /** A client's end of the stage's whole pipeline, without a socket. */
  private static EmbeddedChannel channel() throws StageException {
    PlayedFunctions functions = new PlayedFunctions();
    functions.answer("ask", PlayedFunctions.answered(200, "answer"));
    functions.answer("fail", new Invocation.Failed("as told"));
    Template.WebSocketApi api =
        new Template.WebSocketApi(
            "A",
            "a",
            "$request.body.action",
            "prod",
            List.of(
                BareStage.CONNECT,
                BareStage.DISCONNECT,
                BareStage.TWO_WAY,
                new Template.Route("fail", "fail", false)));
    Counters counters = new Counters();
    LiveApi live =
        LiveApi.of(
            Api.of(api, "127.0.0.1:1"),
            new Rules(Lifetime.OF_AWS, true),
            functions,
            counters,
            Services.of(counters, "http://127.0.0.1"),
            new ManualClock());
    Doorway doorway = new Doorway();
    doorway.open(live.behind());
    EmbeddedChannel channel =
        new EmbeddedChannel() {
          @Override
          protected SocketAddress remoteAddress0() {
            return new InetSocketAddress("127.0.0.1", 9);
          }
        };
    channel.pipeline().addLast(doorway);
    live.sweep().close();
    return channel;
  }

  private static void send(EmbeddedChannel channel, byte[] bytes) {
    if (channel.isOpen()) {
      channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    }
    channel.runPendingTasks();
    channel.checkException();
  }

  private static ByteBuf received(EmbeddedChannel channel) {
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      all.writeBytes(part);
      part.release();
    }
    return all;
  }

  @Provide
  Arbitrary<byte[]> frames() {
    Arbitrary<byte[]> payloads =
        Arbitraries.oneOf(
            Arbitraries.of("{\"action\":\"ask\"}", "{\"action\":\"fail\"}", "{\"action\":1}", "{")
                .map(text -> text.getBytes(StandardCharsets.UTF_8)),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(200),
            Arbitraries.integers().between(32_000, 33_000).map(byte[]::new));
    Arbitrary<byte[]> wellFormed =
        Combinators.combine(
                Arbitraries.integers().between(0, 15), Arbitraries.of(true, true, false), payloads)
            .as(RawHttp::frame);
    return Arbitraries.frequencyOf(
        Tuple.of(9, wellFormed),
        Tuple.of(1, Arbitraries.bytes().array(byte[].class).ofMaxSize(50)));
  }

  @Property(tries = 600)
  void anyFramesGetFramesThatAreDocumented(@ForAll("lists") List<byte[]> frames) throws Exception {
    EmbeddedChannel channel = channel();
    send(channel, HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
    String head = received(channel).toString(StandardCharsets.US_ASCII);
    assertTrue(head.startsWith("HTTP/1.1 101 "), head);
    for (byte[] frame : frames) {
      send(channel, frame);
    }
    assertDocumented(received(channel));
    channel.finishAndReleaseAll();
  }

  @Provide
  Arbitrary<List<byte[]>> lists() {
    return frames().list().ofMaxSize(12);
  }

  private static void assertDocumented(ByteBuf frames) {
    boolean closed = false;
    while (frames.isReadable()) {
      assertFalse(closed, "something came after the close frame");
      int opcode = frames.readByte() & 0xF;
      int length = frames.readByte();
      ByteBuf payload = frames.readSlice(length == 126 ? frames.readUnsignedShort() : length);
      switch (opcode) {
        case 1 -> {
          String text = payload.toString(StandardCharsets.UTF_8);
          assertTrue(TEXTS.stream().anyMatch(text::startsWith), text);
        }
        case 8 -> {
          closed = true;
          int code = length == 0 ? 1000 : payload.readUnsignedShort();
          assertTrue(code != 1006 && code >= 1000, "code " + code);
          assertTrue(length == 0 || length == 2, "a reason that no capture shows");
        }
        default -> assertTrue(opcode == 10, "opcode " + opcode);
      }
    }
  }

  @Property(tries = 600)
  void framesThatBreakARuleCloseWithItsCode(@ForAll("breaking") byte[] frame) throws Exception {
    EmbeddedChannel channel = channel();
    send(channel, HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
    received(channel);
    send(channel, frame);
    ByteBuf answer = received(channel);
    assertTrue((answer.readByte() & 0xF) == 8, "no close frame");
    answer.skipBytes(1);
    assertTrue(CODES_OF_THE_STAGE.contains(answer.readUnsignedShort()));
    assertFalse(channel.isOpen());
    channel.finishAndReleaseAll();
  }

  @Provide
  Arbitrary<byte[]> breaking() {
    Arbitrary<byte[]> large = Arbitraries.integers().between(32_769, 70_000).map(byte[]::new);
    Arbitrary<byte[]> small = Arbitraries.bytes().array(byte[].class).ofMaxSize(100);
    Arbitrary<byte[]> tooLarge = large.map(payload -> RawHttp.frame(1, true, payload));
    Arbitrary<byte[]> binary = small.map(payload -> RawHttp.frame(2, true, payload));
    Arbitrary<byte[]> reserved =
        Combinators.combine(Arbitraries.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15), small)
            .as((opcode, payload) -> RawHttp.frame(opcode, true, payload));
    return Arbitraries.oneOf(tooLarge, binary, reserved);
  }

  @Property(tries = 600)
  void anyRequestsGetAStatusThatIsDocumented(@ForAll("requests") String request) throws Exception {
    EmbeddedChannel channel = channel();
    send(channel, request.getBytes(StandardCharsets.ISO_8859_1));
    ByteBuf answer = received(channel);
    assertTrue(answer.isReadable() || channel.isOpen(), "closed without a word");
    if (answer.isReadable()) {
      String line = answer.toString(StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
      assertTrue(line.startsWith("HTTP/1.1 "), line);
      assertTrue(STATUSES.contains(Integer.parseInt(line.substring(9, 12))), line);
    }
    channel.finishAndReleaseAll();
  }

  @Provide
  Arbitrary<String> requests() {
    Arbitrary<String> garbage = Arbitraries.strings().withCharRange('\0', 'ÿ').ofMaxLength(60);
    Arbitrary<String> methods =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.of("GET", "POST", "DELETE")),
            Tuple.of(1, Arbitraries.of("PUT", "HEAD", "OPTIONS", "CONNECT")),
            Tuple.of(1, Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(9)));
    Arbitrary<String> paths =
        Combinators.combine(
                Arbitraries.of("/prod", "/prod/@connections/", "/prod/%40connections/", "/", ""),
                Arbitraries.oneOf(
                    Arbitraries.of(
                        "", "AAAAAAAAIAMCAAA=", "AAAAAAAAIAMCAAA%3D", "%", "a%2", "?%", "?a=%zz"),
                    Arbitraries.strings().withCharRange('!', '~').ofMaxLength(30)))
            .as(String::concat);
    Arbitrary<String> headers =
        Arbitraries.oneOf(
            Arbitraries.of(
                "",
                RawHttp.UPGRADE,
                RawHttp.UPGRADE,
                "X-Amz-Target: DynamoDB_20120810.Scan\r\n",
                "amz-sdk-request: attempt=\r\n",
                "Authorization: AWS4-HMAC-SHA256 Credential=local\r\n",
                "Expect: 100-continue\r\n",
                "Transfer-Encoding: chunked\r\n"),
            garbage.map(text -> "X-Garbage: " + text + "\r\n"));
    Arbitrary<String> wellFormed =
        Combinators.combine(methods, paths, headers, garbage)
            .as(
                (method, path, header, body) ->
                    "%s %s HTTP/1.1\r\nHost: h\r\n%sContent-Length: %d\r\n\r\n%s"
                        .formatted(method, path, header, body.length(), body));
    return Arbitraries.oneOf(wellFormed, garbage.map(text -> text + "\r\n\r\n"));
  }
}
