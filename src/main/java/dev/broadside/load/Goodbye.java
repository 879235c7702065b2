package dev.broadside.load;

/**
 * How a connection is told to leave: an event that is fired through its pipeline, on its event
 * loop. After it nothing is sent any more, and its end is no loss.
 */
enum Goodbye {
  /** A close frame; the socket is closed when the answer is there. */
  CLOSE,
  /** No frame: the socket is reset, as when a client crashes. */
  DROP
}
