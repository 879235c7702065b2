package dev.broadside.handlers.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in whatever pieces they come. */
final class AnswerReaderTest {
  private static final String NEXT = "HTTP/1.1 500 next";

  /** A whole answer, and what is to be found in it. */
  record Example(String bytes, int status, boolean keepAlive) {}

  private static final List<Example> EXAMPLES =
      List.of(
          new Example("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", 200, true),
          new Example("HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello", 200, true),
          new Example("HTTP/1.1 204 No Content\r\n\r\n", 204, true),
          new Example(
              "HTTP/1.1 410 Gone\r\nContent-Length:0\r\nConnection: close\r\n\r\n", 410, false),
          new Example("HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\n{}", 200, false),
          new Example(
              "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\ncontent-length: 0\r\n\r\n", 200, true),
          new Example(
              "HTTP/1.1 429 Slow\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + "5;a=b\r\nhel\r\n\r\nA\r\n0123456789\r\n0\r\nx-trailer: 1\r\n\r\n",
              429,
              true),
          new Example(
              "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Later\r\ncontent-length: 1\r\n\r\n!",
              503,
              true),
          new Example("HTTP/1.1 200 OK\ncontent-length: 1\n\n!", 200, true),
          new Example("HTTP/1.1 200 OK\r\nconnection\r\ncontent-length: 0\r\n\r\n", 200, true));

  @Provide
  Arbitrary<Example> examples() {
    return Arbitraries.of(EXAMPLES);
  }

  @Property(tries = 300)
  void anAnswerIsReadToItsEndAndNoFurtherHoweverItIsCut(
      @ForAll @From("examples") Example example, @ForAll long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    AnswerReader reader = new AnswerReader();
    for (int round = 0; round < 2; round++) {
      reader.reset();
      byte[] bytes = (example.bytes + NEXT).getBytes(StandardCharsets.ISO_8859_1);
      int at = 0;
      int taken = 0;
      while (!reader.isDone() && at < bytes.length) {
        int size = Math.min(bytes.length - at, 1 + random.nextInt(30));
        ByteBuffer piece = ByteBuffer.wrap(bytes, at, size);
        reader.read(piece);
        at += size;
        taken += size - piece.remaining();
      }
      assertTrue(reader.isDone());
      assertEquals(example.bytes.length(), taken);
      assertEquals(example.status, reader.status());
      assertEquals(example.keepAlive, reader.isKeptAlive());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTX 200 OK or something\r\n",
        "HTTP/1.1 20\r\n",
        "HTTP/1.1 abc OK\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: many\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n+3\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabcdef\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: +5\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n",
        "HTTP/1.1 2000 OK\r\n",
        "HTTP/2.1 200 OK\r\n",
        "Hxyz/1.1 200 OK\r\n",
        "\r\nHTTP/1.1 200 OK\r\n"
      })
  void whatIsNoAnswerIsRefused(String bytes) {
    assertThrows(IOException.class, () -> new AnswerReader().read(bytes(bytes)));
  }

  @Test
  void aServerThatNeverEndsItsHeadersIsRefused() {
    String endless = "HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(1_000);
    assertThrows(IOException.class, () -> new AnswerReader().read(bytes(endless)));
    assertThrows(IOException.class, () -> new AnswerReader().read(bytes("H".repeat(20_000))));
  }

  @Test
  void withoutALengthTheBodyEndsWithTheConnection() throws IOException {
    AnswerReader reader = new AnswerReader();
    reader.read(bytes("HTTP/1.1 200 OK\r\n\r\nand so on"));
    assertFalse(reader.isDone());
    assertTrue(reader.endsWithClose());
    assertFalse(reader.isKeptAlive());
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
