package dev.broadside.report;

import java.util.List;

/**
 * What was counted about one second of a run that goes on. Counts are since it began, but those of
 * {@code settled} and {@code incomplete} broadcasts, which are since the moment before.
 *
 * @param atMillis from the beginning of the run
 * @param lastP50Millis the last receiver of the settled ones: NaN where there are none, infinite
 *     where half of them missed somebody
 * @param marks what was done to the stage since the moment before
 */
public record LiveMoment(
    double atMillis,
    String phase,
    long open,
    long asked,
    long rejoined,
    long published,
    long planned,
    long delivered,
    long settled,
    long incomplete,
    double lastP50Millis,
    double lastP99Millis,
    long lost,
    long duplicate,
    long secondsLeft,
    List<String> marks) {}
