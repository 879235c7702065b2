package dev.broadside.bench.stub;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.broadside.aws.Latency;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long the stub takes for a post; written {@code 15ms}, or {@code 15ms/150ms} with a p99. */
public record PostDelay(Latency latency) {
  private static final Pattern WORD = Pattern.compile("(\\d{1,5})ms(?:/(\\d{1,5})ms)?");

  /** At once. */
  public static final PostDelay NONE = of("0ms");

  /** A quick round trip. */
  public static final PostDelay FIVE = of("5ms");

  /** The round trip of the reference point. */
  public static final PostDelay FIFTEEN = of("15ms");

  /** One in a hundred takes ten times the median. */
  public static final PostDelay HEAVY_TAIL = of("15ms/150ms");

  /** Reads it as it is written. */
  @JsonCreator
  public static PostDelay of(String text) {
    Matcher word = WORD.matcher(text);
    if (!word.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no delay of posts: write one such as 15ms or 15ms/150ms".formatted(text));
    }
    Duration p50 = Duration.ofMillis(Long.parseLong(word.group(1)));
    String tail = word.group(2);
    Duration p99 = tail == null ? p50 : Duration.ofMillis(Long.parseLong(tail));
    return new PostDelay(new Latency(p50, p99));
  }

  /** Whether every post takes as long. */
  public boolean isConstant() {
    return latency.isConstant();
  }

  @JsonValue
  @Override
  public String toString() {
    String p50 = latency.p50().toMillis() + "ms";
    return isConstant() ? p50 : p50 + "/" + latency.p99().toMillis() + "ms";
  }
}
