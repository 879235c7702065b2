package dev.broadside.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a run is, once a second, for a live line. Durations are milliseconds.
 *
 * @param phase {@code stage}, {@code connecting}, {@code warmup}, {@code measuring}, {@code
 *     draining} or {@code reporting}
 * @param lastP50Millis the last receiver over the latest 20 broadcasts
 * @param moment what else is known; {@code null} where nothing is counted
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
    long secondsLeft,
    @Nullable Moment moment) {

  /**
   * What a chart of the run is drawn from.
   *
   * @param atMillis since the run began
   * @param delivered since then, warm-up included
   * @param settled broadcasts whose books were settled since the moment before
   * @param incomplete those of them that somebody missed
   * @param lastP50Millis the last receiver over those; {@code null} where half were incomplete, or
   *     there is none
   * @param lost deliveries of the measured window
   * @param rejoined connections that came back
   * @param marks what was done to the stage since the moment before
   */
  public record Moment(
      long atMillis,
      long delivered,
      long settled,
      long incomplete,
      @Nullable Double lastP50Millis,
      @Nullable Double lastP99Millis,
      long lost,
      long duplicate,
      long rejoined,
      List<String> marks) {

    Moment with(long back, List<String> done) {
      return new Moment(
          atMillis,
          delivered,
          settled,
          incomplete,
          lastP50Millis,
          lastP99Millis,
          lost,
          duplicate,
          back,
          done);
    }
  }

  /** A phase in which nothing can be counted yet or any more. */
  static Progress phase(String phase, int asked) {
    return new Progress(phase, 0, asked, 0, 0, 0, null, null, 0, null);
  }

  /** The same, when so many of those who are open are away at this moment. */
  Progress without(int away) {
    return changed(open - away, moment);
  }

  /** The same, when so many came back, and this was done since the moment before. */
  Progress with(long rejoined, List<String> marks) {
    return changed(open, moment == null ? null : moment.with(rejoined, marks));
  }

  private Progress changed(int nowOpen, @Nullable Moment nowMoment) {
    return new Progress(
        phase,
        nowOpen,
        asked,
        published,
        planned,
        deliveriesPerSecond,
        lastP50Millis,
        lastP95Millis,
        secondsLeft,
        nowMoment);
  }

  /** Hears of progress. */
  public interface Listener {
    /** Something went on. */
    void progress(Progress progress);
  }
}
