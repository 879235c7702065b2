package dev.broadside.stage;

import dev.broadside.bench.Protocol;

/** How much a proof measures: the usual, or less where whoever runs it says so. */
final class Protocols {
  private Protocols() {}

  /** {@code -Dbroadside.warmups=N -Dbroadside.rounds=N -Dbroadside.broadcasts=N} change it. */
  static Protocol ofThisRun() {
    Protocol usual = Protocol.USUAL;
    return new Protocol(
        Integer.getInteger("broadside.warmups", usual.warmups()),
        Integer.getInteger("broadside.rounds", usual.rounds()),
        Integer.getInteger("broadside.broadcasts", usual.broadcasts()));
  }
}
