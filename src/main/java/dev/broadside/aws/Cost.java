package dev.broadside.aws;

import java.time.LocalDate;

/**
 * What API Gateway charges for WebSocket traffic at the bundled prices: messages in either
 * direction, metered in steps of 32 KB, and minutes that connections are open.
 *
 * <p>Source: aws.amazon.com/api-gateway/pricing. A message of 33 KB is metered as 2.
 */
public final class Cost {
  private static final Prices PRICES = PriceLists.bundled();

  /** The day on which the prices were read. */
  public static final LocalDate PRICES_AS_OF = PRICES.asOf();

  private static final int METERED_BYTES = 32 * 1024;

  private Cost() {}

  /** How many messages one of {@code bytes} is metered as; an empty one is still one. */
  public static long meteredMessages(long bytes) {
    return Math.max(1, Math.ceilDiv(bytes, (long) METERED_BYTES));
  }

  /** What metered messages and connection minutes cost, in US dollars. */
  public static double usd(long meteredMessages, double connectionMinutes) {
    Prices.WebSocket prices = PRICES.webSocket();
    return meteredMessages * prices.message() + connectionMinutes * prices.connectionMinute();
  }
}
