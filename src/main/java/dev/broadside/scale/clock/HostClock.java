package dev.broadside.scale.clock;

import dev.broadside.measure.Anchor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a host's clocks say: its wall clock, read once, and {@code System.nanoTime}. A proof can
 * pretend that they are those of another host, which nobody else on one machine could tell: a wall
 * clock that is wrong, a {@code nanoTime} that runs too fast, and an error that no echo shows.
 *
 * @param anchor this host's
 * @param ppm how much faster than {@code System.nanoTime} it runs
 * @param hiddenNanos added to every time that comes out: an error that the host does not know of
 */
public record HostClock(Anchor anchor, double ppm, long hiddenNanos) {
  private static final Pattern ONE =
      Pattern.compile("(\\d+)=(-?\\d{1,7})ms,(-?\\d{1,7})ppm,(-?\\d{1,7})ms");

  /** The clocks as they are. */
  public static HostClock real(Anchor anchor) {
    return new HostClock(anchor, 0, 0);
  }

  /**
   * What a proof wants of an injector's clocks: {@code shard=wall clock ahead,rate,hidden error},
   * as in {@code 1=20ms,50ppm,0ms;2=-20ms,-50ppm,0ms}.
   *
   * @return {@code null} where this shard's clocks are left alone
   * @throws IllegalArgumentException for anything else
   */
  public static @Nullable HostClock pretended(String wanted, int shard) {
    HostClock found = null;
    for (String one : wanted.split(";", -1)) {
      Matcher matcher = ONE.matcher(one);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(one);
      }
      if (Integer.parseInt(matcher.group(1)) == shard) {
        Anchor now = Anchor.now();
        long ahead = Long.parseLong(matcher.group(2)) * 1_000;
        found =
            new HostClock(
                new Anchor(now.epochMicros() + ahead, now.nanos()),
                Double.parseDouble(matcher.group(3)),
                Long.parseLong(matcher.group(4)) * 1_000_000);
      }
    }
    return found;
  }

  /** Its {@code nanoTime} now. */
  long nanoTime() {
    return ofSystem(System.nanoTime());
  }

  /** Its {@code nanoTime} when the system's says so. */
  long ofSystem(long system) {
    return ppm == 0 ? system : system + Math.round((system - anchor.nanos()) * ppm / 1e6);
  }

  /** The system's when its own says so. */
  long toSystem(long own) {
    long system =
        ppm == 0 ? own : own - Math.round((own - anchor.nanos()) * (ppm / 1e6) / (1 + ppm / 1e6));
    return system + hiddenNanos;
  }
}
