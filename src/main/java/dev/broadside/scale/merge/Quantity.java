package dev.broadside.scale.merge;

/** What a shard measures, each in a histogram of its own. */
public enum Quantity {
  /** Intended time to delivery where publisher and subscriber are one process: no clock but one. */
  SAME_PROCESS_DELIVERY,
  /** Intended time to delivery where they are not: within the bounds of both clocks. */
  CROSS_PROCESS_DELIVERY,
  /** Actual send to delivery, of the same process alone: nobody else knows the send. */
  SERVICE,
  /** How late what this shard published was handed to its channels. */
  PUBLISH_DELAY,
  /** Handshakes. */
  CONNECT,
  /** Handshakes of those who come again. */
  REJOIN,
  /** PING to PONG in the measured window. */
  PING,
  /** PING to PONG before it. */
  IDLE_PING
}
