package dev.broadside.stage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Makes connection, message and request ids in the form seen on AWS: 11 bytes in base64url, so
 * {@code ^[A-Za-z0-9_-]{15}=$}. The padding and the two odd letters matter, since they must survive
 * URL encoding.
 *
 * <p>The first six bytes are a clock of microseconds that never shows the same value twice, whoever
 * asks: it steps by one when asked again within a microsecond. That alone makes every id of one
 * process different. Bytes six to eight are what the captures have there; the last two only spread.
 */
final class Ids {
  private static final long CLOCK_MASK = (1L << 48) - 1;
  private static final int NODE = 0x2003;
  private static final int REQUEST = 0x05;
  private static final int TAIL = 8;
  private static final int LETTERS = 15;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder();

  private final LongSupplier micros;
  private final AtomicLong last = new AtomicLong();

  Ids(LongSupplier micros) {
    this.micros = micros;
  }

  String connectionId() {
    long tick = tick();
    int spread = spread(tick);
    return encode(tick, (spread >>> 16) % 3, spread);
  }

  /** A message id ends like the id of its connection: same tail, new clock. */
  String messageId(String connectionId) {
    byte[] clock = ByteBuffer.allocate(Long.BYTES).putLong(tick() << 16).array();
    return ENCODER.encodeToString(Arrays.copyOf(clock, 6)) + connectionId.substring(TAIL);
  }

  String requestId() {
    long tick = tick();
    return encode(tick, REQUEST, spread(tick));
  }

  /** Whether {@code id} could be one of ours, or of AWS's. */
  static boolean isWellFormed(String id) {
    int last = id.length() - 1;
    if (last != LETTERS || id.charAt(last) != '=') {
      return false;
    }
    for (int i = 0; i < last; i++) {
      char letter = id.charAt(i);
      boolean known =
          (letter >= 'A' && letter <= 'Z')
              || (letter >= 'a' && letter <= 'z')
              || (letter >= '0' && letter <= '9')
              || letter == '-'
              || letter == '_';
      if (!known) {
        return false;
      }
    }
    return true;
  }

  private long tick() {
    long now = micros.getAsLong();
    return last.updateAndGet(before -> Math.max(before + 1, now)) & CLOCK_MASK;
  }

  private static int spread(long tick) {
    return (int) ((tick * 0x9E3779B97F4A7C15L) >>> 40);
  }

  private static String encode(long tick, int kind, int spread) {
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES + 5)
            .putLong(tick << 16)
            .putShort(6, (short) NODE)
            .put(8, (byte) kind)
            .putShort(9, (short) spread)
            .array();
    return ENCODER.encodeToString(Arrays.copyOf(bytes, 11));
  }
}
