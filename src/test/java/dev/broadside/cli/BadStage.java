package dev.broadside.cli;

import dev.broadside.measure.Marker;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A stage that passes every frame, and the body of every POST, on to all connections, with one bad
 * habit. Plain sockets and threads: what it does wrong no library would do for it.
 */
final class BadStage implements AutoCloseable {
  private static final Pattern KEY = Pattern.compile("(?i)\r\nsec-websocket-key: *([^\r]+)\r");
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r");

  /** Whose connection it is, by the end of its token: users come in any order. */
  private static final Pattern USER = Pattern.compile("t0k3n(\\d+) ");

  private static final int TEXT = 0x81;
  private static final int COMPRESSED_TEXT = 0xc1;
  private static final int RESERVED = 0x8b;
  private static final int CLOSE = 8;
  private static final int HUGE = 10 * 1024 * 1024;
  private static final byte[] BOMB = deflated(new byte[HUGE]);

  private final Habit habit;
  private final ServerSocket server;
  private final List<Member> members = new CopyOnWriteArrayList<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicReference<byte[]> before = new AtomicReference<>(new byte[0]);

  /** What it does wrong. */
  enum Habit {
    NONE,
    CLOSES_EVERY_TENTH,
    CLOSES_MOST,
    RESERVED_OPCODE,
    NOT_UTF8,
    FOREIGN_MARKERS,
    REPLAYS,
    HUGE_FRAMES,
    BOMBS,
    ECHOES_THE_REQUEST
  }

  private record Member(DataOutputStream out) {}

  private BadStage(Habit habit, ServerSocketFactory factory) throws IOException {
    this.habit = habit;
    this.server = factory.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
  }

  static BadStage start(Habit habit) throws IOException {
    return started(new BadStage(habit, ServerSocketFactory.getDefault()));
  }

  /** One without a bad habit, on TLS. */
  static BadStage good(SSLContext tls) throws IOException {
    return started(new BadStage(Habit.NONE, tls.getServerSocketFactory()));
  }

  private static BadStage started(BadStage stage) {
    Thread.ofVirtual().start(stage::accept);
    return stage;
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        Matcher key = KEY.matcher(head);
        if (key.find()) {
          welcome(head, key.group(1), in, out);
          return;
        }
        take(head, in, out);
      }
    } catch (IOException e) {
      // The client has left.
    }
  }

  private static String head(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private void take(String head, DataInputStream in, DataOutputStream out) throws IOException {
    Matcher length = LENGTH.matcher(head);
    byte[] body = new byte[length.find() ? Integer.parseInt(length.group(1)) : 0];
    in.readFully(body);
    publish(body);
    write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  }

  private void welcome(String head, String key, DataInputStream in, DataOutputStream out)
      throws IOException {
    if (habit == Habit.ECHOES_THE_REQUEST) {
      write(out, head.lines().findFirst().orElse("") + "\r\n" + head);
      return;
    }
    write(
        out,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + ("Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n"));
    if (isClosed(head)) {
      return;
    }
    Member member = new Member(out);
    members.add(member);
    try {
      read(in);
    } finally {
      members.remove(member);
    }
  }

  /** Publishers are the first users, and none of these. */
  private boolean isClosed(String head) {
    Matcher user = USER.matcher(head);
    int number = user.find() ? Integer.parseInt(user.group(1)) : 0;
    return (habit == Habit.CLOSES_EVERY_TENTH && number % 10 == 9)
        || (habit == Habit.CLOSES_MOST && number % 10 > 1);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String accept(String key) throws IOException {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest(
                  (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                      .getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("every JVM has SHA-1", e);
    }
  }

  /** What clients send is masked (RFC 6455, section 5.2), and ours is in one frame. */
  private void read(DataInputStream in) throws IOException {
    while (true) {
      int opcode = in.readUnsignedByte() & 0x0f;
      int length = in.readUnsignedByte() & 0x7f;
      if (length == 126) {
        length = in.readUnsignedShort();
      }
      byte[] mask = in.readNBytes(4);
      byte[] payload = in.readNBytes(length);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i % 4];
      }
      if (opcode == CLOSE) {
        return;
      }
      if (opcode == 1) {
        publish(payload);
      }
    }
  }

  private void publish(byte[] payload) throws IOException {
    byte[] last = before.getAndSet(payload);
    for (Member member : members) {
      try {
        deliver(member, payload, last);
      } catch (IOException e) {
        // It has left, as it should when it gets what it does not take.
      }
    }
  }

  private void deliver(Member member, byte[] payload, byte[] last) throws IOException {
    switch (habit) {
      case RESERVED_OPCODE -> frame(member, RESERVED, payload);
      case NOT_UTF8 -> frame(member, TEXT, joined(new byte[] {(byte) 0xc3, 0x28}, payload));
      case HUGE_FRAMES -> frame(member, TEXT, joined(payload, new byte[HUGE]));
      case BOMBS -> frame(member, COMPRESSED_TEXT, BOMB);
      case FOREIGN_MARKERS -> {
        frame(member, TEXT, payload);
        String foreign = new Marker("other", 0, 0, 1_000).encode();
        frame(member, TEXT, foreign.getBytes(StandardCharsets.US_ASCII));
      }
      case REPLAYS -> {
        frame(member, TEXT, last);
        frame(member, TEXT, payload);
      }
      case NONE, CLOSES_EVERY_TENTH, CLOSES_MOST, ECHOES_THE_REQUEST ->
          frame(member, TEXT, payload);
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = new byte[first.length + second.length];
    System.arraycopy(first, 0, joined, 0, first.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private static byte[] deflated(byte[] payload) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    deflater.setInput(payload);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  private static void frame(Member member, int first, byte[] payload) throws IOException {
    DataOutputStream out = member.out();
    // A thread for each publisher: their frames must not lie in each other.
    synchronized (out) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 10);
      DataOutputStream frame = new DataOutputStream(bytes);
      frame.writeByte(first);
      if (payload.length < 126) {
        frame.writeByte(payload.length);
      } else if (payload.length < 65_536) {
        frame.writeByte(126);
        frame.writeShort(payload.length);
      } else {
        frame.writeByte(127);
        frame.writeLong(payload.length);
      }
      frame.write(payload);
      out.write(bytes.toByteArray());
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket each : sockets) {
      each.close();
    }
  }
}
