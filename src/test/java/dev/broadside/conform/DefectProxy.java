package dev.broadside.conform;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real stage seen through a defect: what passes is understood, and changed as the defect says.
 */
final class DefectProxy implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
  private static final Pattern EXPECT = Pattern.compile("(?i)\r\nexpect:[^\r]*");

  private final URI stage;
  private final Defect defect;
  private final ServerSocket server;
  private final Queue<Closeable> sockets = new ConcurrentLinkedQueue<>();

  DefectProxy(URI stage, Defect defect) throws IOException {
    this.stage = stage;
    this.defect = defect;
    this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("ws://127.0.0.1:" + server.getLocalPort() + stage.getRawPath());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket upstream = new Socket(stage.getHost(), stage.getPort())) {
      sockets.add(client);
      sockets.add(upstream);
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      Pipe down = new Pipe(new BufferedInputStream(upstream.getInputStream()), client);
      Pipe up = new Pipe(new BufferedInputStream(client.getInputStream()), upstream);
      boolean upgraded = false;
      while (!upgraded) {
        upgraded = exchange(up, down);
      }
      frames(up, down);
    } catch (IOException ended) {
      // One side went, and takes the other with it.
    }
  }

  /** Where bytes come from, and the socket that gets them changed. */
  private record Pipe(InputStream in, Socket to) {
    void write(byte[] bytes) throws IOException {
      OutputStream out = to.getOutputStream();
      synchronized (to) {
        out.write(bytes);
        out.flush();
      }
    }

    byte[] read(int count) throws IOException {
      byte[] bytes = in.readNBytes(count);
      if (bytes.length < count) {
        throw new EOFException();
      }
      return bytes;
    }

    /** A head without its empty line. */
    String readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          throw new EOFException();
        }
        head.write(next);
      }
      String text = head.toString(StandardCharsets.ISO_8859_1);
      return text.substring(0, text.length() - 4);
    }
  }

  /** One request and its answer; whether frames follow. */
  private boolean exchange(Pipe up, Pipe down) throws IOException {
    String asked = up.readHead();
    if (EXPECT.matcher(asked).find()) {
      down.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      asked = EXPECT.matcher(asked).replaceAll("");
    }
    up.write((defect.request(asked) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    up.write(up.read(length(asked)));
    String head = down.readHead();
    HttpReply reply = defect.reply(asked, new HttpReply(head, down.read(length(head))));
    down.write((reply.head() + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    down.write(reply.body());
    boolean upgraded = head.startsWith("HTTP/1.1 101");
    if (upgraded && reply.status() != 101) {
      throw new EOFException();
    }
    return upgraded;
  }

  private static int length(String head) {
    Matcher length = LENGTH.matcher(head);
    return length.find() ? Integer.parseInt(length.group(1)) : 0;
  }

  private void frames(Pipe up, Pipe down) throws IOException {
    Defect.Talk talk = new Defect.Talk();
    Thread.ofVirtual().start(() -> fromClient(up, down, talk));
    while (true) {
      for (Frame frame : defect.fromStage(read(down), talk)) {
        down.write(bytes(frame));
      }
    }
  }

  private void fromClient(Pipe up, Pipe down, Defect.Talk talk) {
    try (Socket stageSide = up.to()) {
      while (true) {
        Frame frame = read(up);
        talk.sent(frame);
        up.write(frame.masked());
        for (Frame more : defect.beside(frame, talk)) {
          down.write(bytes(more));
        }
      }
    } catch (IOException ended) {
      // The stage hears it, since its socket is closed.
    }
  }

  private static Frame read(Pipe pipe) throws IOException {
    byte[] head = pipe.read(2);
    int length = head[1] & 0x7F;
    if (length == 126) {
      length = Short.toUnsignedInt(ByteBuffer.wrap(pipe.read(Short.BYTES)).getShort());
    } else if (length == 127) {
      length = (int) ByteBuffer.wrap(pipe.read(Long.BYTES)).getLong();
    }
    byte[] mask = pipe.read((head[1] & 0x80) != 0 ? Integer.BYTES : 0);
    byte[] payload = pipe.read(length);
    for (int i = 0; mask.length > 0 && i < payload.length; i++) {
      payload[i] ^= mask[i % mask.length];
    }
    return new Frame(head[0] & 0xF, (head[0] & 0x80) != 0, payload);
  }

  /** As a stage sends it: without a mask. */
  private static byte[] bytes(Frame frame) {
    byte[] masked = frame.masked();
    int head = masked.length - frame.payload().length - Integer.BYTES;
    byte[] bytes = new byte[masked.length - Integer.BYTES];
    System.arraycopy(masked, 0, bytes, 0, head);
    bytes[1] &= 0x7F;
    System.arraycopy(frame.payload(), 0, bytes, head, frame.payload().length);
    return bytes;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Closeable socket = sockets.poll(); socket != null; socket = sockets.poll()) {
      socket.close();
    }
  }
}
