package dev.broadside.bench;

/**
 * One broadcast as its receivers saw it: complete, since it is over when every connection has it.
 *
 * @param startNanos when its sender began with the first connection
 * @param lastNanos when the last connection had it
 */
public record Broadcast(int audience, long startNanos, long lastNanos) {
  /** How long it took. */
  public long nanos() {
    return lastNanos - startNanos;
  }
}
