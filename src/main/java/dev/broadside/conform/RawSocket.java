package dev.broadside.conform;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * HTTP and frames by hand: for answers that a WebSocket library hides, and for what it would never
 * send.
 */
final class RawSocket implements Closeable {
  private static final int MOST_HEAD = 64 << 10;
  private static final int MOST_BODY = 1 << 20;
  private static final int CONNECT_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;

  private RawSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Connects.
   *
   * @param receiveBuffer how much the kernel keeps for us unread, or 0 for its own choice
   */
  static RawSocket connect(URI url, Duration patience, int receiveBuffer) throws IOException {
    boolean tls = url.getScheme().equals("wss") || url.getScheme().equals("https");
    int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
    Socket plain = new Socket();
    try {
      if (receiveBuffer > 0) {
        // Before it connects, or the window was offered already.
        plain.setReceiveBufferSize(receiveBuffer);
      }
      plain.setTcpNoDelay(true);
      plain.setSoTimeout((int) patience.toMillis());
      plain.connect(new InetSocketAddress(url.getHost(), port), CONNECT_MILLIS);
      return new RawSocket(tls ? secured(plain, url.getHost(), port) : plain);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private static Socket secured(Socket plain, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    return factory.createSocket(plain, host, port, true);
  }

  /** Asks for an upgrade and returns the answer, whatever it is. */
  Answer upgrade(URI url, Map<String, String> more) throws IOException {
    byte[] key = new byte[16];
    RandomGenerator.getDefault().nextBytes(key);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Connection", "Upgrade");
    headers.put("Upgrade", "websocket");
    headers.put("Sec-WebSocket-Version", "13");
    headers.put("Sec-WebSocket-Key", Base64.getEncoder().encodeToString(key));
    headers.putAll(more);
    return get(url, headers);
  }

  /** Sends a GET and returns the answer. */
  Answer get(URI url, Map<String, String> headers) throws IOException {
    String query = url.getRawQuery();
    StringBuilder request =
        new StringBuilder("GET ")
            .append(url.getRawPath().isEmpty() ? "/" : url.getRawPath())
            .append(query == null ? "" : "?" + query)
            .append(" HTTP/1.1\r\nHost: ")
            .append(url.getRawAuthority())
            .append("\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    send(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    return readAnswer();
  }

  private Answer readAnswer() throws IOException {
    String line = readLine();
    String[] words = line.split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/") || !words[1].matches("\\d{3}")) {
      throw new IOException("an answer that is no HTTP: " + Said.shortened(line));
    }
    int status = Integer.parseInt(words[1]);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String header = readLine(); !header.isEmpty(); header = readLine()) {
      String[] parts = header.split(":", 2);
      headers
          .computeIfAbsent(parts[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(parts.length == 2 ? parts[1].strip() : "");
    }
    Answer answer = new Answer(status, headers, "");
    String length = answer.header("content-length");
    boolean hasBody = status >= 200 && length != null && length.matches("\\d{1,7}");
    return hasBody
        ? new Answer(status, headers, readText(Math.min(MOST_BODY, Integer.parseInt(length))))
        : answer;
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended before an answer");
      }
      if (line.length() > MOST_HEAD) {
        throw new IOException("an answer whose header does not end");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private String readText(int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  void send(Frame frame) throws IOException {
    send(frame.masked());
  }

  private void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Reads one frame of the stage, which masks nothing. */
  Frame read() throws IOException {
    int first = readByte();
    int length = readByte() & 0x7F;
    if (length == 126) {
      length = Short.toUnsignedInt(ByteBuffer.wrap(readBytes(Short.BYTES)).getShort());
    } else if (length == 127) {
      long wanted = ByteBuffer.wrap(readBytes(Long.BYTES)).getLong();
      if (wanted < 0 || wanted > MOST_BODY) {
        throw new IOException("a frame of " + wanted + " bytes");
      }
      length = (int) wanted;
    }
    return new Frame(first & 0xF, (first & 0x80) != 0, readBytes(length));
  }

  /** The next frame, or null where none comes within {@code time}. */
  @Nullable Frame readWithin(Duration time) throws IOException {
    int usual = socket.getSoTimeout();
    socket.setSoTimeout(Math.max(1, (int) time.toMillis()));
    try {
      return read();
    } catch (SocketTimeoutException silent) {
      return null;
    } finally {
      socket.setSoTimeout(usual);
    }
  }

  private int readByte() throws IOException {
    return readBytes(1)[0];
  }

  private byte[] readBytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the connection ended without a close frame");
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
