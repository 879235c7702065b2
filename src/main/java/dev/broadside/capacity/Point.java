package dev.broadside.capacity;

import org.jspecify.annotations.Nullable;

/**
 * A point as it was taken; a line of the {@link Journal}.
 *
 * @param number from 1
 * @param evidence {@code null} when the point was refused
 * @param refused why, or {@code null} when it counts
 * @param measures {@code null} when nothing could be read
 * @param judgement {@code holds}, {@code breaks}, {@code undecided} or {@code refused}; of an
 *     undecided point that got more broadcasts, what all of them say
 * @param cause why it breaks, or {@code null}
 * @param seconds that it took
 * @param folder of its run, below the search's
 */
public record Point(
    int number,
    double load,
    Probe.Purpose purpose,
    int times,
    @Nullable Evidence evidence,
    @Nullable String refused,
    @Nullable Measures measures,
    String judgement,
    @Nullable String cause,
    double seconds,
    @Nullable String folder) {

  /** The same as the search took it. */
  Outcome outcome() {
    return evidence == null
        ? new Outcome.Refused(refused == null ? "nothing was measured" : refused)
        : new Outcome.Counted(evidence);
  }
}
