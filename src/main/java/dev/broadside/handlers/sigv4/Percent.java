package dev.broadside.handlers.sigv4;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding as SigV4 wants it: everything but RFC 3986's unreserved characters. */
final class Percent {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private Percent() {}

  /** A part of a path or of a query. */
  static String encode(String text) {
    return encode(text, false);
  }

  /** A path, whose slashes stay. */
  static String encodePath(String path) {
    return encode(path, true);
  }

  private static String encode(String text, boolean slashesStay) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved(octet) || (slashesStay && octet == '/')) {
        encoded.write(octet);
      } else {
        encoded.write('%');
        encoded.write(HEX[(octet >> 4) & 0xF]);
        encoded.write(HEX[octet & 0xF]);
      }
    }
    return encoded.toString(StandardCharsets.US_ASCII);
  }

  private static boolean isUnreserved(byte octet) {
    return (octet >= 'A' && octet <= 'Z')
        || (octet >= 'a' && octet <= 'z')
        || (octet >= '0' && octet <= '9')
        || octet == '-'
        || octet == '_'
        || octet == '.'
        || octet == '~';
  }
}
