package dev.broadside.cli;

import dev.broadside.measure.Anchor;
import dev.broadside.scale.InjectorVariables;
import dev.broadside.scale.ScaleException;
import dev.broadside.scale.Timekeeper.Sharing;
import dev.broadside.scale.clock.HostClock;
import org.jspecify.annotations.Nullable;

/** The clocks that an injector goes by, and with whom it has them in common. */
record InjectorClock(HostClock host, Sharing sharing) {
  /**
   * Lets a proof pretend that injectors of one host are on several, see {@link
   * HostClock#pretended}. For tests alone.
   */
  static final String PRETENDED = "BROADSIDE_TEST_CLOCKS";

  /** Its launcher's where one started it on this host, unless a proof wants another. */
  static InjectorClock of(InjectorVariables variables, @Nullable String pretended)
      throws ScaleException {
    Anchor given = variables.anchor();
    HostClock foreign = foreign(variables, pretended);
    if (foreign != null) {
      return new InjectorClock(foreign, Sharing.WITH_NOBODY);
    }
    if (given == null) {
      return new InjectorClock(HostClock.real(Anchor.now()), Sharing.WITH_NOBODY);
    }
    return new InjectorClock(
        HostClock.real(given), pretended == null ? Sharing.WITH_ALL : Sharing.WITH_SOME);
  }

  private static @Nullable HostClock foreign(
      InjectorVariables variables, @Nullable String pretended) throws ScaleException {
    Integer shard = variables.index();
    if (pretended == null || shard == null) {
      return null;
    }
    try {
      return HostClock.pretended(pretended, shard);
    } catch (IllegalArgumentException e) {
      throw new ScaleException(
          PRETENDED + " is '" + pretended + "': it is for tests of Broadside, so unset it", e);
    }
  }
}
