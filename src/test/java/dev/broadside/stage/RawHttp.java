package dev.broadside.stage;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** HTTP and frames by hand, where client libraries hide the answer. */
final class RawHttp implements AutoCloseable {
  static final String UPGRADE =
      String.join(
          "\r\n",
          "Host: h",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "");

  private final Socket socket;

  RawHttp(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
  }

  /** An upgrade's answer: its status line and headers, in lower case. */
  static String upgrade(int port, String path) throws IOException {
    try (RawHttp http = new RawHttp(port)) {
      return http.send("GET " + path + " HTTP/1.1\r\n" + UPGRADE + "\r\n").readHead();
    }
  }

  RawHttp send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawHttp send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  String readHead() throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended after: " + head);
      }
      head.append((char) next);
    }
    return head.toString().toLowerCase(Locale.ROOT);
  }

  /** A masked frame as clients send it; the mask is zero, so the payload stays readable. */
  static byte[] frame(int opcode, boolean last, byte[] payload) {
    int length = payload.length;
    int extended = length < 126 ? 0 : length < 65_536 ? 2 : 8;
    ByteBuffer frame = ByteBuffer.allocate(2 + extended + 4 + length);
    frame.put((byte) ((last ? 0x80 : 0) | opcode));
    switch (extended) {
      case 0 -> frame.put((byte) (0x80 | length));
      case 2 -> frame.put((byte) 0xFE).putShort((short) length);
      default -> frame.put((byte) 0xFF).putLong(length);
    }
    return frame.putInt(0).put(payload).array();
  }

  /** One frame of the stage, which masks nothing. */
  Frame readFrame() throws IOException {
    byte[] head = read(2);
    int length = head[1];
    if (length == 126) {
      length = ByteBuffer.wrap(read(2)).getShort() & 0xFFFF;
    } else if (length == 127) {
      length = (int) ByteBuffer.wrap(read(8)).getLong();
    }
    return new Frame(head[0] & 0xF, read(length));
  }

  /** An opcode and what it carries. */
  record Frame(int opcode, byte[] payload) {
    /** Of a close frame: its code and reason. */
    String close() {
      if (opcode != 8) {
        throw new AssertionError("a frame of opcode " + opcode);
      }
      ByteBuffer bytes = ByteBuffer.wrap(payload);
      return bytes.getShort() + " " + StandardCharsets.UTF_8.decode(bytes);
    }
  }

  /** From now on a read waits no longer than this. */
  void timeout(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  byte[] read(int count) throws IOException {
    return socket.getInputStream().readNBytes(count);
  }

  /** Ends the client's direction: what the stage still says is heard. */
  void finish() throws IOException {
    socket.shutdownOutput();
  }

  /** Ends with RST, so that the other side sees a broken connection and no close frame. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
