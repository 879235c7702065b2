package dev.broadside.scale;

/** How an injector of a distributed run ends (decision 12). */
public final class Exit {
  /** It did its part, whatever the verdict will be. */
  public static final int DONE = 0;

  /** Something failed, or the run was aborted. */
  public static final int FAILED = 1;

  /** All slots are taken. */
  public static final int SURPLUS = 40;

  /** The run began without it, or its slot had an injector before. */
  public static final int LATE = 41;

  /** The others did not come in time. */
  public static final int BARRIER_TIMEOUT = 42;

  /** Its clock is not to be believed. */
  public static final int CLOCK_REJECTED = 43;

  private Exit() {}
}
