package dev.broadside.handlers.direct;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads one HTTP/1.1 answer as its bytes come in, whatever pieces they come in. Of the answer it
 * keeps the status and whether the connection lives on; the body is skipped.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, Message Body
 *     Length</a>
 */
final class AnswerReader {
  private static final int LONGEST_LINE = 16 << 10;
  private static final int MOST_LINES = 256;
  private static final byte[] VERSION = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

  /** What the next byte belongs to. */
  private enum Part {
    STATUS,
    HEADER,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    UNTIL_CLOSE,
    DONE
  }

  private byte[] line = new byte[256];
  private int length;
  private int lines;
  private Part part = Part.STATUS;
  private boolean begun;
  private int status;
  private boolean keepAlive;
  private boolean closes;
  private boolean chunked;
  private long left;

  /** Ready for the next answer. */
  void reset() {
    part = Part.STATUS;
    begun = false;
    length = 0;
    lines = 0;
  }

  /** Whether a byte of the answer has come. */
  boolean hasBegun() {
    return begun;
  }

  boolean isDone() {
    return part == Part.DONE;
  }

  int status() {
    return status;
  }

  /** Whether the connection may be used again. */
  boolean isKeptAlive() {
    return keepAlive && !closes;
  }

  /** Takes bytes up to the end of the answer. */
  void read(ByteBuffer bytes) throws IOException {
    begun |= bytes.hasRemaining();
    while (bytes.hasRemaining() && part != Part.DONE) {
      switch (part) {
        case STATUS, HEADER, CHUNK_SIZE, CHUNK_END, TRAILER -> readLine(bytes);
        case BODY, CHUNK -> skip(bytes);
        case UNTIL_CLOSE -> bytes.position(bytes.limit());
        case DONE -> throw new IllegalStateException("the loop has ended");
      }
    }
  }

  /** The server closed: fine where that was to be the end. */
  boolean endsWithClose() {
    return part == Part.UNTIL_CLOSE;
  }

  private void readLine(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      byte octet = bytes.get();
      if (octet == '\n') {
        if (part != Part.CHUNK_SIZE && part != Part.CHUNK_END && ++lines > MOST_LINES) {
          throw new IOException("The answer has more than " + MOST_LINES + " lines of headers");
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        length = 0;
        take(end);
        return;
      }
      append(octet);
    }
  }

  private void append(byte octet) throws IOException {
    if (length == line.length) {
      if (length == LONGEST_LINE) {
        throw new IOException("The answer has a line of more than " + LONGEST_LINE + " bytes");
      }
      line = java.util.Arrays.copyOf(line, 2 * length);
    }
    line[length++] = octet;
  }

  private void take(int end) throws IOException {
    switch (part) {
      case STATUS -> takeStatus(end);
      case HEADER -> {
        if (end == 0) {
          endHeaders();
        } else {
          takeHeader(end);
        }
      }
      case CHUNK_SIZE -> {
        left = number(text(end).split(";", 2)[0], 16);
        part = left == 0 ? Part.TRAILER : Part.CHUNK;
      }
      case CHUNK_END -> {
        if (end > 0) {
          throw new IOException("The answer has a chunk that is longer than it says");
        }
        part = Part.CHUNK_SIZE;
      }
      case TRAILER -> part = end == 0 ? Part.DONE : Part.TRAILER;
      case BODY, CHUNK, UNTIL_CLOSE, DONE ->
          throw new IllegalStateException(part + " has no lines");
    }
  }

  private void takeStatus(int end) throws IOException {
    boolean http = end >= 12 && isVersion() && (end == 12 || line[12] == ' ');
    int code = http ? digit(9) * 100 + digit(10) * 10 + digit(11) : -1;
    if (code < 100) {
      throw new IOException("The answer begins with no HTTP status line");
    }
    status = code;
    keepAlive = line[7] == '1';
    closes = false;
    chunked = false;
    left = -1;
    part = Part.HEADER;
  }

  /* HTTP/1.1 200 OK */
  private boolean isVersion() {
    for (int i = 0; i < VERSION.length; i++) {
      if (line[i] != VERSION[i]) {
        return false;
      }
    }
    return digit(7) >= 0 && line[8] == ' ';
  }

  private int digit(int index) {
    int digit = line[index] - '0';
    return digit < 0 || digit > 9 ? -1000 : digit;
  }

  /* Only three headers matter, and their names differ in length: most lines cost one look. */
  private void takeHeader(int end) throws IOException {
    int colon = 0;
    while (colon < end && line[colon] != ':') {
      colon++;
    }
    if (colon == end) {
      // No header, whatever it is.
      return;
    }
    switch (colon) {
      case 10 -> {
        if (isNamed("connection")) {
          keepAlive |= hasToken(value(colon, end), "keep-alive");
          closes |= hasToken(value(colon, end), "close");
        }
      }
      case 14 -> {
        if (isNamed("content-length")) {
          long said = number(value(colon, end), 10);
          if (left >= 0 && left != said) {
            throw new IOException("The answer has two lengths");
          }
          left = said;
        }
      }
      case 17 -> chunked |= isNamed("transfer-encoding") && hasToken(value(colon, end), "chunked");
      default -> {
        // Of no concern to whoever only counts.
      }
    }
  }

  private boolean isNamed(String name) {
    for (int i = 0; i < name.length(); i++) {
      if ((line[i] | 0x20) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String value(int colon, int end) {
    return new String(line, colon + 1, end - colon - 1, StandardCharsets.ISO_8859_1).strip();
  }

  private String text(int end) {
    return new String(line, 0, end, StandardCharsets.ISO_8859_1).strip();
  }

  private static boolean hasToken(String list, String token) {
    for (String each : list.toLowerCase(Locale.ROOT).split(",", -1)) {
      if (each.strip().equals(token)) {
        return true;
      }
    }
    return false;
  }

  private static long number(String text, int radix) throws IOException {
    String digits = text.strip();
    try {
      // It would take a sign.
      if (!digits.isEmpty() && Character.digit(digits.charAt(0), radix) >= 0) {
        return Long.parseLong(digits, radix);
      }
    } catch (NumberFormatException broken) {
      // Said below.
    }
    throw new IOException("The answer has a body of no length");
  }

  private void endHeaders() {
    if (status < 200) {
      // An interim answer: the real one follows.
      part = Part.STATUS;
    } else if (status == 204 || status == 304) {
      part = Part.DONE;
    } else if (chunked) {
      part = Part.CHUNK_SIZE;
    } else if (left < 0) {
      keepAlive = false;
      part = Part.UNTIL_CLOSE;
    } else {
      part = left == 0 ? Part.DONE : Part.BODY;
    }
  }

  private void skip(ByteBuffer bytes) {
    int taken = (int) Math.min(left, bytes.remaining());
    bytes.position(bytes.position() + taken);
    left -= taken;
    if (left == 0) {
      part = part == Part.CHUNK ? Part.CHUNK_END : Part.DONE;
    }
  }
}
