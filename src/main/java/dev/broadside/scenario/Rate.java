package dev.broadside.scenario;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Events per second. Written {@code 500/s} or {@code 30/min}; a number without a unit is refused.
 */
public record Rate(double perSecond) {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*/\\s*(s|min)");

  /** Refuses what is no rate at which anything could happen. */
  public Rate {
    if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
      throw new IllegalArgumentException("a rate is more than 0, not " + perSecond + "/s");
    }
  }

  /** Reads {@code 500/s} or {@code 30/min}. */
  public static Rate parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a rate: write a number and its unit, as 2/s or 30/min");
    }
    double number = Double.parseDouble(matcher.group(1));
    return new Rate(matcher.group(2).equals("s") ? number : number / 60);
  }

  /** Nanoseconds from a schedule's start until its event {@code index}, counted from 0. */
  public long offsetNanos(long index) {
    return Math.round(index * 1e9 / perSecond);
  }

  /** How many events of a schedule that starts at 0 lie before {@code window} is over. */
  public int eventsIn(Duration window) {
    double exact = window.toNanos() / 1e9 * perSecond;
    return (int) Math.ceil(exact - 1e-6);
  }

  @Override
  public String toString() {
    double perMinute = Math.rint(perSecond * 60);
    String inSeconds = plain(perSecond) + "/s";
    String inMinutes = plain(perMinute) + "/min";
    boolean exact = perMinute / 60 == perSecond;
    return exact && inMinutes.length() < inSeconds.length() ? inMinutes : inSeconds;
  }

  /** Without an exponent, which {@link #parse} does not read. */
  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
