package dev.broadside.scale.clock;

import java.util.Optional;

/**
 * By how much an environment says that a host's wall clock may be off.
 *
 * @param boundNanos at most
 * @param detail who says so, for a person
 */
public record ClockErrorBound(long boundNanos, String detail) {
  private static final int NAME = 1;
  private static final int STRATUM = 2;
  private static final int SYSTEM_TIME = 4;
  private static final int ROOT_DELAY = 10;
  private static final int ROOT_DISPERSION = 11;
  private static final int LEAP_STATUS = 13;

  /**
   * What {@code chronyc -c tracking} says: the offset that it knows of, half of the delay to the
   * clock that all others follow, and the dispersion on the way. Nothing when it is not
   * synchronised, or says something else.
   *
   * @see <a
   *     href="https://aws.amazon.com/blogs/mt/manage-amazon-ec2-instance-clock-accuracy-using-amazon-time-sync-service-and-amazon-cloudwatch-part-1/">Manage
   *     Amazon EC2 instance clock accuracy, part 1</a> for the sum
   * @see <a href="https://chrony-project.org/doc/4.6/chronyc.html">chronyc, tracking and -c</a> for
   *     the fields
   */
  public static Optional<ClockErrorBound> ofChrony(String tracking) {
    String[] fields = tracking.strip().split(",", -1);
    if (fields.length <= LEAP_STATUS || fields[LEAP_STATUS].equals("Not synchronised")) {
      return Optional.empty();
    }
    try {
      double seconds =
          Math.abs(Double.parseDouble(fields[SYSTEM_TIME]))
              + Double.parseDouble(fields[ROOT_DELAY]) / 2
              + Double.parseDouble(fields[ROOT_DISPERSION]);
      String detail = "chronyd, %s, stratum %s".formatted(fields[NAME], fields[STRATUM]);
      return seconds >= 0 && seconds < 3_600
          ? Optional.of(new ClockErrorBound((long) Math.ceil(seconds * 1e9), detail))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
