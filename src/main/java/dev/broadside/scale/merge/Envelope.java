package dev.broadside.scale.merge;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * What tells a result from other bytes: {@code BSSR}, the schema (4 bytes), the length of the body
 * and of the body deflated (4 each), CRC-32C of all that follows it (4), the deflated body.
 */
final class Envelope {
  private static final int MAGIC = 0x42535352;
  private static final int HEADER = 20;

  /** 1,000,000 broadcasts take less; a longer body is none of ours. */
  private static final int MOST_BYTES = 1 << 29;

  private Envelope() {}

  static byte[] seal(byte[] body) {
    byte[] deflated = deflate(body);
    ByteBuffer out = ByteBuffer.allocate(HEADER + deflated.length);
    out.putInt(MAGIC).putInt(ShardResult.SCHEMA).putInt(body.length).putInt(deflated.length);
    out.putInt(checksum(deflated)).put(deflated);
    return out.array();
  }

  static byte[] open(byte[] bytes) throws MergeException {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      if (in.getInt() != MAGIC) {
        throw new MergeException(
            "These bytes are no shard's result: give what an injector of this run wrote.");
      }
      int schema = in.getInt();
      if (schema != ShardResult.SCHEMA) {
        throw new MergeException(
            "A shard's result has schema %d and this build reads %d: run every injector from the same image."
                .formatted(schema, ShardResult.SCHEMA));
      }
      int length = in.getInt();
      int deflatedLength = in.getInt();
      int checksum = in.getInt();
      byte[] deflated = new byte[in.remaining()];
      in.get(deflated);
      if (deflatedLength != deflated.length || checksum != checksum(deflated)) {
        throw damaged(null);
      }
      return inflate(deflated, length);
    } catch (BufferUnderflowException | DataFormatException e) {
      throw damaged(e);
    }
  }

  private static MergeException damaged(@Nullable Exception cause) {
    String sentence =
        "A shard's result is cut short or damaged (its checksum differs): fetch it again, or run again.";
    return cause == null ? new MergeException(sentence) : new MergeException(sentence, cause);
  }

  private static byte[] deflate(byte[] body) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(body);
      deflater.finish();
      byte[] out = new byte[body.length / 2 + 64];
      int length = 0;
      while (!deflater.finished()) {
        length += deflater.deflate(out, length, out.length - length);
        if (length == out.length) {
          out = Arrays.copyOf(out, out.length * 2);
        }
      }
      return Arrays.copyOf(out, length);
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflate(byte[] deflated, int length)
      throws DataFormatException, MergeException {
    if (length < 0 || length > MOST_BYTES) {
      throw damaged(null);
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      byte[] body = new byte[length];
      if (inflater.inflate(body) != length || inflater.inflate(new byte[1]) != 0) {
        throw damaged(null);
      }
      return body;
    } finally {
      inflater.end();
    }
  }

  private static int checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }
}
