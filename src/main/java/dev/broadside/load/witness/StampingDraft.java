package dev.broadside.load.witness;

import java.nio.ByteBuffer;
import java.util.List;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;

/**
 * The protocol, with a note of when bytes were handed to it: the first moment after the read from
 * the socket (and, with TLS, its decryption) at which the library calls anybody.
 */
final class StampingDraft extends Draft_6455 {
  /** As the injector's connections: who sends more is cut off. */
  private static final int MAX_MESSAGE_BYTES = 1024 * 1024;

  private final Stamp stamp;
  private final List<IProtocol> offered;

  /** When the bytes that are being handled were read; one thread, the connection's. */
  static final class Stamp {
    private long nanos;

    long nanos() {
      return nanos;
    }
  }

  /** A protocol that offers a subprotocol; an empty one is none. */
  StampingDraft(Stamp stamp, String subprotocol) {
    this(stamp, List.of(new Protocol(subprotocol)));
  }

  private StampingDraft(Stamp stamp, List<IProtocol> offered) {
    super(List.of(), offered, MAX_MESSAGE_BYTES);
    this.stamp = stamp;
    this.offered = offered;
  }

  @Override
  public List<Framedata> translateFrame(ByteBuffer bytes) throws InvalidDataException {
    stamp.nanos = System.nanoTime();
    return super.translateFrame(bytes);
  }

  /** The library works with a copy: it must stamp in the same place. */
  @Override
  public Draft copyInstance() {
    return new StampingDraft(stamp, offered);
  }
}
