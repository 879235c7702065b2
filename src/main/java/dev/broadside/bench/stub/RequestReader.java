package dev.broadside.bench.stub;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads HTTP/1.1 requests as their bytes come in, whatever pieces they come in: the path, and how
 * many bytes it was. A body must say its length, as each of the fanouts' does.
 *
 * <p>Ours, since the stub shares two processors with what it measures: a general decoder makes an
 * object of each header.
 */
final class RequestReader {
  private static final int LONGEST_HEAD = 64 << 10;
  private static final String LENGTH = "content-length:";
  private static final int END_OF_HEAD = 0x0d0a0d0a; // CR LF CR LF

  private byte[] head = new byte[2 << 10];
  private int length;
  private int lastFour;
  private long body = -1;
  private String path = "";
  private long bytes;

  /** Takes what it can of {@code in}; true when a request is whole, and there may be more. */
  boolean read(ByteBuf in) {
    while (body < 0 && in.isReadable()) {
      readHead(in.readByte());
    }
    if (body < 0) {
      return false;
    }
    int skipped = (int) Math.min(body, in.readableBytes());
    in.skipBytes(skipped);
    body -= skipped;
    if (body > 0) {
      return false;
    }
    body = -1;
    return true;
  }

  /** The path of the request that is whole, as it was on the wire. */
  String path() {
    return path;
  }

  /** How many bytes that request had. */
  long bytes() {
    return bytes;
  }

  private void readHead(byte next) {
    if (length == head.length) {
      if (length == LONGEST_HEAD) {
        throw new IllegalArgumentException("a request's headers are more than 64 KB");
      }
      head = Arrays.copyOf(head, 2 * length);
    }
    head[length++] = next;
    lastFour = lastFour << 8 | next & 0xff;
    if (lastFour == END_OF_HEAD) {
      parse(new String(head, 0, length, StandardCharsets.ISO_8859_1));
    }
  }

  private void parse(String text) {
    int from = text.indexOf(' ') + 1;
    int to = text.indexOf(' ', from);
    if (from == 0 || to < 0) {
      throw new IllegalArgumentException("a request begins with no method and path");
    }
    path = text.substring(from, to);
    body = 0;
    for (int line = text.indexOf('\n') + 1;
        line < length - 2;
        line = text.indexOf('\n', line) + 1) {
      if (text.regionMatches(true, line, LENGTH, 0, LENGTH.length())) {
        int end = text.indexOf('\r', line);
        body = Long.parseLong(text.substring(line + LENGTH.length(), end).strip());
      }
    }
    bytes = length + body;
    length = 0;
    lastFour = 0;
  }
}
