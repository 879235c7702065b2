package dev.broadside.load;

import org.jspecify.annotations.Nullable;

/**
 * Where a run is, once a second, for a live line. Durations are milliseconds.
 *
 * @param phase {@code stage}, {@code connecting}, {@code warmup}, {@code measuring}, {@code
 *     draining} or {@code reporting}
 * @param lastP50Millis the last receiver over the latest 20 broadcasts
 */
public record Progress(
    String phase,
    int open,
    int asked,
    long published,
    long planned,
    long deliveriesPerSecond,
    @Nullable Double lastP50Millis,
    @Nullable Double lastP95Millis,
    long secondsLeft) {

  /** A phase in which nothing can be counted yet or any more. */
  static Progress phase(String phase, int asked) {
    return new Progress(phase, 0, asked, 0, 0, 0, null, null, 0);
  }

  /** The same, when so many of those who are open are away at this moment. */
  Progress without(int away) {
    return new Progress(
        phase,
        open - away,
        asked,
        published,
        planned,
        deliveriesPerSecond,
        lastP50Millis,
        lastP95Millis,
        secondsLeft);
  }

  /** Hears of progress. */
  public interface Listener {
    /** Something went on. */
    void progress(Progress progress);
  }
}
