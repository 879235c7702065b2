package dev.broadside.cli;

import java.util.Map;

/** The injectors of a run, as whatever started them sees them. */
interface Injectors extends AutoCloseable {
  /** Whether none of them will do anything any more. */
  boolean areOver();

  /** Those that are gone, each with how it ended. */
  Map<Integer, String> gone();

  /** Why they cannot be believed; empty while they can. */
  String distrust();

  /** Ends those that are not gone. */
  @Override
  void close();
}
