package dev.broadside.stage;

/**
 * What of AWS's rules a stage can be told to do otherwise.
 *
 * @param signed whether {@code @connections} wants signatures, as it does on AWS
 */
record Rules(Lifetime lifetime, boolean signed) {
  /** AWS's lifetimes; no signatures, because a loopback port keeps no secret. */
  static final Rules USUAL = new Rules(Lifetime.OF_AWS, false);
}
