package dev.broadside.load;

/** Hears how every handshake ended; called by event loops. */
interface ConnectLog {
  void connected(long endNanos, long tookNanos);

  void notConnected(long endNanos, long tookNanos, String reason);
}
