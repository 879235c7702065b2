package dev.broadside.measure;

/** CRC-16/CCITT-FALSE: polynomial 0x1021, initial value 0xFFFF, nothing reflected. */
final class Crc16 {
  private static final char[] TABLE = table();

  private Crc16() {}

  private static char[] table() {
    char[] table = new char[256];
    for (int index = 0; index < 256; index++) {
      int crc = index << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
      }
      table[index] = (char) crc;
    }
    return table;
  }

  /** The checksum of {@code bytes} from {@code from} up to but without {@code to}. */
  static int of(byte[] bytes, int from, int to) {
    int crc = 0xFFFF;
    for (int i = from; i < to; i++) {
      crc = ((crc << 8) ^ TABLE[((crc >> 8) ^ bytes[i]) & 0xFF]) & 0xFFFF;
    }
    return crc;
  }
}
