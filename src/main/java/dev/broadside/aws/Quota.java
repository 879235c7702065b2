package dev.broadside.aws;

/**
 * What may pass: so much a second on average, and so much at once after a rest.
 *
 * @param burst the size of the token bucket, at least 1
 */
public record Quota(double perSecond, double burst) {
  /** Refuses a quota that lets nothing pass, ever. */
  public Quota {
    if (!(perSecond > 0) || !(burst >= 1) || Double.isInfinite(perSecond + burst)) {
      throw new IllegalArgumentException("a quota needs a rate above 0 and a burst of 1 or more");
    }
  }

  /**
   * The least time until the last of {@code count} passes, from a full bucket that nobody else
   * takes from: the burst passes at once, the rest at the rate. For the 10,000 a second and 5,000
   * at once that API Gateway shares among all calls of an account, a broadcast to N cannot end
   * before (N - 5,000) / 10,000 seconds.
   *
   * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html">Amazon
   *     API Gateway quotas</a>
   */
  public double secondsFor(long count) {
    return Math.max(0, (count - burst) / perSecond);
  }
}
