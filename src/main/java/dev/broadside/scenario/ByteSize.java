package dev.broadside.scenario;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes. Written {@code 512B}, {@code 20KB} (1,024 bytes each, as AWS counts) or {@code
 * 1MB}.
 */
public record ByteSize(int bytes) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,10})\\s*(B|KB|MB)");

  /** Refuses what is no size. */
  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative, as " + bytes + " is");
    }
  }

  /** Reads a size with its unit. */
  public static ByteSize parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a size: write a whole number and its unit, as 512B or 20KB");
    }
    long unit =
        switch (matcher.group(2)) {
          case "B" -> 1L;
          case "KB" -> 1024L;
          default -> 1024L * 1024L;
        };
    long bytes = Long.parseLong(matcher.group(1)) * unit;
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("'" + text + "' is more than 2 GB");
    }
    return new ByteSize((int) bytes);
  }

  @Override
  public String toString() {
    return bytes % 1024 == 0 && bytes > 0 ? bytes / 1024 + "KB" : bytes + "B";
  }
}
