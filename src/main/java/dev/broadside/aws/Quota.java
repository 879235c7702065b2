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
}
