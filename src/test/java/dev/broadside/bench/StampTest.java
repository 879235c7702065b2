package dev.broadside.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StampTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 22_934_000_000_123L, Long.MAX_VALUE})
  void whatIsWrittenIsRead(long nanos) {
    String text = Stamp.text(nanos, 128);
    assertEquals(128, text.length());
    assertEquals(nanos, read("head" + text, 4, 128));
    assertEquals(nanos, read(Stamp.text(nanos, Stamp.DIGITS), 0, Stamp.DIGITS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1234567890123456789", "-0000000000000000001", "{\"message\":\"Forbidden\"}"})
  void whatDoesNotBeginWithTwentyDigitsIsNone(String text) {
    assertEquals(-1, read(text, 0, text.length()));
  }

  private static long read(String text, int index, int length) {
    ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    return Stamp.read(bytes, index, length);
  }
}
