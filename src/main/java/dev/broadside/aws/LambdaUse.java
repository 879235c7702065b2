package dev.broadside.aws;

import java.time.Duration;

/**
 * One kind of invocation of a Lambda function.
 *
 * <p>Its time is rounded up to 1 ms and multiplied by its memory: {@code GB-s = memory / 1024 x
 * ceil(ms) / 1000}. With the price of a GB-second of its processor, and that of a request, an
 * invocation costs {@code GB-s x price + request}. First tier, without the free tier; the time of
 * init is billed too and is part of {@code time} where there is one.
 *
 * @see <a href="https://aws.amazon.com/lambda/pricing/">AWS Lambda pricing</a>
 */
public record LambdaUse(int memoryMb, Duration time, Processor processor) {
  /* Lambda gives a whole processor at 1,769 MB, and more or less in proportion:
   * docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
  private static final double MB_PER_PROCESSOR = 1_769;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Refuses memory that no function has, and time that runs backwards. */
  public LambdaUse {
    if (memoryMb < 128 || memoryMb > 10_240 || time.isNegative()) {
      throw new IllegalArgumentException(
          "a function has 128 to 10,240 MB and takes no time below 0, not %d MB and %s"
              .formatted(memoryMb, time));
    }
  }

  /** What a function runs on. */
  public enum Processor {
    /** Graviton. */
    ARM64,
    /** Intel or AMD. */
    X86_64
  }

  /** The time that is billed, in milliseconds. */
  public long billedMillis() {
    return Math.ceilDiv(time.toNanos(), NANOS_PER_MILLI);
  }

  /** The memory times the billed time, in GB-seconds. */
  public double gbSeconds() {
    return memoryMb / 1024.0 * billedMillis() / 1000.0;
  }

  /** How many processors it has. */
  public double processors() {
    return memoryMb / MB_PER_PROCESSOR;
  }

  /** What one invocation costs, in US dollars. */
  public double usd(Prices.Lambda prices) {
    double gbSecond =
        switch (processor) {
          case ARM64 -> prices.gbSecondArm64();
          case X86_64 -> prices.gbSecondX86();
        };
    return gbSeconds() * gbSecond + prices.request();
  }
}
