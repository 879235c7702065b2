package dev.broadside.capacity;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a search may take: {@code 45m}, {@code 2h}, {@code $5}, or a time and an amount as {@code
 * 2h,$5}. A point that would not fit any more is not begun.
 */
public record Spending(Duration time, double usd) {
  /** As long and as much as it takes. */
  public static final Spending ANY = new Spending(Duration.ofDays(365), Double.POSITIVE_INFINITY);

  private static final Pattern TIME = Pattern.compile("(\\d{1,6})(s|m|h)");
  private static final Pattern MONEY = Pattern.compile("\\$(\\d{1,6}(?:\\.\\d{1,2})?)");

  /** Reads a budget. */
  public static Spending parse(String text) throws CapacityException {
    Duration time = ANY.time;
    double usd = ANY.usd;
    for (String part : text.split(",", -1)) {
      Matcher duration = TIME.matcher(part.strip());
      Matcher money = MONEY.matcher(part.strip());
      if (duration.matches()) {
        long number = Long.parseLong(duration.group(1));
        time =
            switch (duration.group(2)) {
              case "s" -> Duration.ofSeconds(number);
              case "m" -> Duration.ofMinutes(number);
              default -> Duration.ofHours(number);
            };
      } else if (money.matches()) {
        usd = Double.parseDouble(money.group(1));
      } else {
        throw new CapacityException(
            "--budget '%s' is neither a time nor an amount: write it as 45m, 2h, $5 or 2h,$5"
                .formatted(text));
      }
    }
    return new Spending(time, usd);
  }

  /** Whether as much more may be spent. */
  public boolean allows(Duration spent, Duration more, double spentUsd, double moreUsd) {
    return spent.plus(more).compareTo(time) <= 0 && spentUsd + moreUsd <= usd;
  }

  @Override
  public String toString() {
    String money = String.format(Locale.ROOT, "$%.2f", usd);
    if (time.equals(ANY.time)) {
      return Double.isInfinite(usd) ? "none" : money;
    }
    String minutes = Text.plain(time.toSeconds() / 60.0) + " min";
    return Double.isInfinite(usd) ? minutes : minutes + " and " + money;
  }
}
