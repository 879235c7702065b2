package dev.broadside.aws;

import java.time.LocalDate;

/**
 * What API Gateway charges for WebSocket traffic: messages in either direction, metered in steps of
 * 32 KB, and minutes that connections are open.
 *
 * <p>Source: aws.amazon.com/api-gateway/pricing, first tier of us-east-1: $1.00 a million messages,
 * $0.25 a million connection minutes. A message of 33 KB is metered as 2.
 */
public final class Cost {
  /** The day on which the prices were read. */
  public static final LocalDate PRICES_AS_OF = LocalDate.of(2026, 11, 21);

  private static final double USD_PER_MESSAGE = 1.00 / 1_000_000;
  private static final double USD_PER_CONNECTION_MINUTE = 0.25 / 1_000_000;
  private static final int METERED_BYTES = 32 * 1024;

  private Cost() {}

  /** How many messages one of {@code bytes} is metered as; an empty one is still one. */
  public static long meteredMessages(long bytes) {
    return Math.max(1, Math.ceilDiv(bytes, (long) METERED_BYTES));
  }

  /** What metered messages and connection minutes cost, in US dollars. */
  public static double usd(long meteredMessages, double connectionMinutes) {
    return meteredMessages * USD_PER_MESSAGE + connectionMinutes * USD_PER_CONNECTION_MINUTE;
  }
}
