package dev.broadside.stage;

import dev.broadside.aws.Profile;
import dev.broadside.aws.Profiles;

/**
 * What of AWS's rules a stage can be told to do otherwise.
 *
 * @param signed whether {@code @connections} wants signatures, as it does on AWS
 * @param profile what of AWS's quotas and latencies it adds
 */
record Rules(Lifetime lifetime, boolean signed, Profile profile) {
  /** AWS's lifetimes; no signatures, because a loopback port keeps no secret. */
  static final Rules USUAL = new Rules(Lifetime.OF_AWS, false);

  /** Rules under which nothing is added. */
  Rules(Lifetime lifetime, boolean signed) {
    this(lifetime, signed, Profiles.ideal());
  }
}
