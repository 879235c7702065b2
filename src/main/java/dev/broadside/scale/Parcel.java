package dev.broadside.scale;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** An injector's result, cut into pieces that an item holds; empty until there is one. */
final class Parcel {
  /**
   * An item may have 400 KB, names and keys included.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html">
   *     Quotas in Amazon DynamoDB</a>
   */
  static final int PART_BYTES = 380 * 1024;

  private volatile byte[] bytes = new byte[0];

  /** There is a result. */
  void fill(byte[] result) {
    bytes = result.clone();
  }

  /** One at least: an empty result is one too. */
  int parts() {
    return Math.max(1, Math.ceilDiv(bytes.length, PART_BYTES));
  }

  byte[] part(int number) {
    int from = number * PART_BYTES;
    return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PART_BYTES));
  }

  int length() {
    return bytes.length;
  }

  String sha256() {
    return sha256(bytes);
  }

  /** The SHA-256 of anything, in hexadecimal digits. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
