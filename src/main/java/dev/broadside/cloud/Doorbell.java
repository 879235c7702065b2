package dev.broadside.cloud;

/** Tells whether a connection of a stage is open. */
interface Doorbell extends AutoCloseable {

  /** What can be said of a connection. */
  enum Answer {
    OPEN,
    /** Closed, or about to open: {@code $connect} puts the row before the connection opens. */
    GONE,
    /** No answer that says either. */
    UNSURE
  }

  /** Asks once. */
  Answer ring(String connection) throws CloudException;

  @Override
  void close();
}
