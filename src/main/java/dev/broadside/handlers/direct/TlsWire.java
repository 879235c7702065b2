package dev.broadside.handlers.direct;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/**
 * TLS over a connection. Handshake tasks run where the loop runs: each connection has one handshake
 * in its life, and resumes the session of one before it where the server allows.
 */
final class TlsWire implements Wire {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final PlainWire wire;

  /** Received and not yet decrypted; ready to be read from. */
  private ByteBuffer received;

  /** Decrypted and not yet asked for; ready to be read from. */
  private ByteBuffer plain;

  private final ByteBuffer out;
  private boolean ended;

  TlsWire(ByteChannel channel, SSLEngine engine) throws IOException {
    this.engine = engine;
    this.wire = new PlainWire(channel);
    this.received = ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).flip();
    this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
    this.out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.beginHandshake();
  }

  @Override
  public boolean ready() throws IOException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> wrap(NOTHING);
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!unwrap() && !receive()) {
            if (ended) {
              throw new EOFException("The server closed the connection during the TLS handshake");
            }
            return false;
          }
        }
        case NOT_HANDSHAKING, FINISHED -> {
          return true;
        }
      }
    }
  }

  private void runTasks() {
    Runnable task = engine.getDelegatedTask();
    while (task != null) {
      task.run();
      task = engine.getDelegatedTask();
    }
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    if (!bytes.hasRemaining()) {
      wire.write(NOTHING);
    }
    while (bytes.hasRemaining()) {
      wrap(bytes);
    }
  }

  private void wrap(ByteBuffer bytes) throws IOException {
    out.clear();
    SSLEngineResult result = engine.wrap(bytes, out);
    if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
      throw new EOFException("The TLS session was closed");
    }
    wire.write(out.flip());
  }

  @Override
  public boolean hasUnsent() {
    return wire.hasUnsent();
  }

  /** A record behind the answer may be a ticket for the next session, which is no data. */
  @Override
  public boolean hasMore() throws IOException {
    return plain.hasRemaining() || (received.hasRemaining() && (decrypt() || ended));
  }

  /** Decrypts until there is something to read or nothing more to decrypt. */
  @Override
  public int read(ByteBuffer bytes) throws IOException {
    if (!decrypt()) {
      return ended ? -1 : 0;
    }
    int taken = Math.min(bytes.remaining(), plain.remaining());
    bytes.put(bytes.position(), plain, plain.position(), taken);
    bytes.position(bytes.position() + taken);
    plain.position(plain.position() + taken);
    return taken;
  }

  /** Whether there is something to read. */
  private boolean decrypt() throws IOException {
    while (!plain.hasRemaining()) {
      if (!unwrap() && !receive()) {
        return false;
      }
      // A key update or a new session's ticket may ask for something after the handshake too.
      if (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING && !ready()) {
        return plain.hasRemaining();
      }
    }
    return true;
  }

  /** One record; false where a whole one is not there. */
  private boolean unwrap() throws IOException {
    plain.compact();
    SSLEngineResult result = engine.unwrap(received, plain);
    plain.flip();
    switch (result.getStatus()) {
      case CLOSED -> {
        ended = true;
        return false;
      }
      case BUFFER_UNDERFLOW -> {
        received = grown(received, engine.getSession().getPacketBufferSize());
        return false;
      }
      case BUFFER_OVERFLOW -> plain = grown(plain, engine.getSession().getApplicationBufferSize());
      case OK -> {
        return result.bytesConsumed() > 0 || result.bytesProduced() > 0;
      }
    }
    return true;
  }

  /** Room for one more record behind what is there. */
  private static ByteBuffer grown(ByteBuffer buffer, int record) {
    if (buffer.capacity() - buffer.remaining() >= record) {
      return buffer;
    }
    return ByteBuffer.allocate(buffer.remaining() + record).put(buffer).flip();
  }

  private boolean receive() throws IOException {
    if (ended) {
      return false;
    }
    received.compact();
    int read = wire.read(received);
    received.flip();
    ended = read < 0;
    return read > 0;
  }
}
