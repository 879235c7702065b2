package dev.broadside.bench.stub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RequestReaderTest {
  /** Requests one after another, cut into pieces anywhere, are the same requests. */
  @Property(tries = 200)
  void aRequestIsTheSameInWhateverPiecesItComes(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 300) Integer> bodies,
      @ForAll @IntRange(min = 1, max = 400) int piece) {
    StringBuilder wire = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < bodies.size(); i++) {
      String request = request("/prod/@connections/id" + i, bodies.get(i));
      wire.append(request);
      expected.add("/prod/@connections/id" + i + " " + request.length());
    }
    RequestReader reader = new RequestReader();
    List<String> read = new ArrayList<>();
    for (int from = 0; from < wire.length(); from += piece) {
      ByteBuf in = bytes(wire.substring(from, Math.min(wire.length(), from + piece)));
      while (reader.read(in)) {
        read.add(reader.path() + " " + reader.bytes());
      }
    }
    assertEquals(expected, read);
  }

  @Test
  void aRequestWithoutABodyIsWholeAfterItsHeaders() {
    RequestReader reader = new RequestReader();
    assertEquals(true, reader.read(bytes("GET /_stub/counts HTTP/1.1\r\nHost: here\r\n\r\n")));
    assertEquals("/_stub/counts", reader.path());
  }

  @Test
  void whatIsNoRequestIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new RequestReader().read(bytes("hello\r\n\r\n")));
  }

  private static String request(String path, int body) {
    return "POST %s HTTP/1.1\r\nHost: here\r\nContent-Length: %d\r\nX: y\r\n\r\n%s"
        .formatted(path, body, "b".repeat(body));
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }
}
