package dev.broadside.handlers.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Answers that a server may give, drawn, and what is none. */
final class AnyAnswerTest {
  private static final String NEXT = "HTTP/1.1 500 next";
  private static final int[] STATUSES = {200, 201, 204, 304, 400, 403, 410, 429, 500, 599};

  /** An answer under construction, and what is to be read from it. */
  private static final class Drawn {
    final SplittableRandom random;
    final StringBuilder bytes = new StringBuilder();
    final String newLine;
    int status;
    boolean keptAlive;
    boolean untilClose;

    Drawn(long seed) {
      random = new SplittableRandom(seed);
      newLine = random.nextInt(4) == 0 ? "\n" : "\r\n";
      for (int interim = random.nextInt(3); interim > 0; interim--) {
        line("HTTP/1.1 10" + random.nextInt(4) + " wait");
        others();
        line("");
      }
      whole();
    }

    private void whole() {
      status = STATUSES[random.nextInt(STATUSES.length)];
      boolean old = random.nextInt(8) == 0;
      line("HTTP/1." + (old ? 0 : 1) + " " + status + (random.nextBoolean() ? " any reason" : ""));
      others();
      String wish = List.of("", "", "close", "keep-alive", "x, Close").get(random.nextInt(5));
      if (!wish.isEmpty()) {
        header("Connection", wish);
      }
      keptAlive = old ? wish.equals("keep-alive") : !wish.endsWith("lose");
      boolean empty = status == 204 || status == 304;
      switch (random.nextInt(empty ? 2 : 3)) {
        case 0 -> measured(empty);
        case 1 -> chunked(empty);
        default -> {
          untilClose = true;
          keptAlive = false;
          others();
          line("");
        }
      }
    }

    private void measured(boolean empty) {
      String body = text(random.nextInt(300));
      header("Content-Length", "" + body.length());
      if (random.nextInt(8) == 0) {
        header("Content-Length", "" + body.length());
      }
      others();
      line("");
      bytes.append(empty ? "" : body);
    }

    private void chunked(boolean empty) {
      header("Transfer-Encoding", random.nextBoolean() ? "chunked" : "gzip, Chunked");
      others();
      line("");
      if (empty) {
        return;
      }
      for (int chunks = random.nextInt(400); chunks > 0; chunks--) {
        String chunk = text(1 + random.nextInt(20));
        line(Integer.toHexString(chunk.length()) + (random.nextBoolean() ? "" : ";name=value"));
        line(chunk);
      }
      line("0");
      others();
      line("");
    }

    /** Headers and trailers that say nothing. */
    private void others() {
      for (int count = random.nextInt(3); count > 0; count--) {
        header("x-" + "y".repeat(random.nextInt(18)), "content-length: 7, close, chunked");
      }
    }

    private void header(String name, String value) {
      String written = random.nextBoolean() ? name : name.toUpperCase(Locale.ROOT);
      line(written + ":" + " ".repeat(random.nextInt(3)) + value);
    }

    private void line(String text) {
      bytes.append(text).append(newLine);
    }

    private String text(int length) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < length; i++) {
        text.append("abc\r\n0:H ".charAt(random.nextInt(9)));
      }
      return text.toString();
    }
  }

  @Property(tries = 300)
  void whateverAServerAnswersIsReadToItsEndAndNoFurther(@ForAll long seed) throws IOException {
    Drawn answer = new Drawn(seed);
    AnswerReader reader = new AnswerReader();
    int end = answer.bytes.length();
    int taken = read(reader, answer.bytes + (answer.untilClose ? "" : NEXT), answer.random);
    assertEquals(end, taken, answer.bytes::toString);
    assertEquals(!answer.untilClose, reader.isDone());
    assertEquals(answer.untilClose, reader.endsWithClose());
    assertEquals(answer.status, reader.status());
    assertEquals(answer.keptAlive, reader.isKeptAlive());
  }

  /** In pieces; tells how many bytes it took. */
  private static int read(AnswerReader reader, String text, SplittableRandom random)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int taken = 0;
    while (!reader.isDone() && taken < bytes.length) {
      int size = Math.min(bytes.length - taken, 1 + random.nextInt(200));
      ByteBuffer piece = ByteBuffer.wrap(bytes, taken, size);
      reader.read(piece);
      taken += size - piece.remaining();
    }
    return taken;
  }

  /** An answer with a few of its bytes broken: read, waited for or refused, and nothing else. */
  @Property(tries = 300)
  void aBrokenAnswerIsRefusedOrReadAndNeverABug(@ForAll long seed) {
    Drawn answer = new Drawn(seed);
    for (int i = answer.random.nextInt(1, 6); i > 0; i--) {
      int at = answer.random.nextInt(answer.bytes.length());
      answer.bytes.setCharAt(at, "\r\n 0:;-+fH/1\u0000\u00ff".charAt(answer.random.nextInt(14)));
    }
    AnswerReader reader = new AnswerReader();
    try {
      read(reader, answer.bytes + NEXT, answer.random);
    } catch (IOException refused) {
      return;
    }
    assertTrue(!reader.isDone() || (reader.status() >= 200 && reader.status() <= 999));
  }
}
