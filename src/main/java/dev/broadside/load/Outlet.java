package dev.broadside.load;

/** One publisher as the schedule sees it: what its broadcasts leave by. */
interface Outlet {
  /** Its number among the publishers, from 0. */
  int number();

  /** Whether it can take a broadcast. */
  boolean isOpen();

  /** Makes what it sends of a broadcast, a little ahead and not on its event loop. */
  Outgoing prepare(String marker);

  /** A broadcast that is ready to leave. */
  interface Outgoing {
    /** Lets it go, from any thread; its fate goes to {@code departure}. */
    void send(Departure departure);
  }

  /** Hears what becomes of one broadcast, on the event loop of its connection. */
  interface Departure {
    /**
     * It is about to be handed to its channel.
     *
     * @param answered whether an answer will say if it was taken
     * @return false when it is too late: it must not be sent any more
     */
    boolean leaves(long nanos, boolean answered);

    /** It was written, {@code nanos} being when it was handed to its channel. */
    void left(long nanos);

    /** It could not be written, and nobody can have it. */
    void stayed(String reason);

    /** It was taken. */
    void accepted();

    /** It was answered with an error, or cannot be answered any more; some may have it yet. */
    void refused(String reason);
  }
}
