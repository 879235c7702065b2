package dev.broadside.cli;

import dev.broadside.scale.Roster;
import java.util.Map;

/** The injectors of a run, as whatever started them sees them. */
interface Injectors extends AutoCloseable {
  /** Whether none of them will do anything any more. */
  boolean areOver();

  /** Those that are gone, each with how it ended. */
  Map<Integer, String> gone();

  /** Why they cannot be believed, or will not come; empty while neither is so. */
  String distrust();

  /** How they stand by what they wrote into the table. */
  default void saw(Roster.Standing standing) {}

  /** The run is stopped: who did not begin is not waited for. */
  default void stopped() {}

  /** Ends those that are not gone. */
  @Override
  void close();
}
