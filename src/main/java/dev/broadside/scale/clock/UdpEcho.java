package dev.broadside.scale.clock;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The packet of the UDP echo, question and answer alike: {@value #BYTES} bytes, so that nobody can
 * make a host send more than it was sent. What is not of this run is not answered.
 *
 * @param run a checksum of the run's id: tells runs apart, keeps nobody out
 * @param number of the question
 * @param heardNanos 0 in a question
 * @param answeredNanos 0 in a question
 */
record UdpEcho(int run, int number, long heardNanos, long answeredNanos) {
  static final int BYTES = 32;

  /** {@code bse1} and its complement: random bytes are none of ours. */
  private static final long MAGIC = 0x62736531_9d8c9aceL;

  static int run(String runId) {
    CRC32C checksum = new CRC32C();
    checksum.update(runId.getBytes(StandardCharsets.UTF_8));
    return (int) checksum.getValue();
  }

  /** Whoever asks knows no time yet. */
  boolean isQuestion() {
    return heardNanos == 0 && answeredNanos == 0;
  }

  void writeTo(ByteBuffer packet) {
    packet.clear();
    packet.putLong(MAGIC).putInt(run).putInt(number).putLong(heardNanos).putLong(answeredNanos);
    packet.flip();
  }

  /** What a packet holds; {@code null} if it is none of ours. */
  static @Nullable UdpEcho read(ByteBuffer packet) {
    return packet.remaining() == BYTES && packet.getLong() == MAGIC
        ? new UdpEcho(packet.getInt(), packet.getInt(), packet.getLong(), packet.getLong())
        : null;
  }
}
