package dev.broadside.load;

/** Hears of handshakes and tells nobody. */
final class SilentLog implements ConnectLog {
  @Override
  public void connected(long endNanos, long tookNanos) {}

  @Override
  public void notConnected(long endNanos, long tookNanos, String reason) {}
}
