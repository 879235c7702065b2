package dev.broadside.stage;

/**
 * One state in the life of a connection: what may happen in it and what comes next. Anything else
 * that happens is a bug of ours, and fails loudly.
 */
sealed interface ConnectionState {
  /** How every connection begins. */
  ConnectionState CONNECTING = new Connecting();

  /** What most are: one object, which a post to thousands of them finds in the cache. */
  ConnectionState OPEN = new Open();

  /** {@code $connect} answered 2xx. */
  default ConnectionState accepted() {
    throw unexpected("an accepted handshake");
  }

  /** {@code $connect} answered anything else, or not at all. */
  default ConnectionState refused() {
    throw unexpected("a refused handshake");
  }

  /** A close frame came, or we are about to send one. */
  default ConnectionState closing(Close close) {
    throw unexpected("close " + close.code());
  }

  /** The socket is gone. */
  default ConnectionState gone() {
    throw unexpected("the end of its socket");
  }

  private IllegalStateException unexpected(String event) {
    return new IllegalStateException(
        "a connection that is " + getClass().getSimpleName() + " does not expect " + event);
  }

  /** The handshake waits for {@code $connect}; a post answers 410. */
  record Connecting() implements ConnectionState {
    @Override
    public ConnectionState accepted() {
      return OPEN;
    }

    @Override
    public ConnectionState refused() {
      return new Refused();
    }

    @Override
    public ConnectionState gone() {
      return new Abandoned();
    }
  }

  /** The client left while {@code $connect} ran: what that wrote must be undone. */
  record Abandoned() implements ConnectionState {
    @Override
    public ConnectionState accepted() {
      return new Closed(Close.ABNORMAL);
    }

    @Override
    public ConnectionState refused() {
      return new Refused();
    }
  }

  /** The handshake was answered with an HTTP status: there never was a connection. */
  record Refused() implements ConnectionState {
    @Override
    public ConnectionState gone() {
      return this;
    }
  }

  /** Messages go both ways. */
  record Open() implements ConnectionState {
    @Override
    public ConnectionState closing(Close close) {
      return new Closing(close);
    }

    @Override
    public ConnectionState gone() {
      return new Closed(Close.ABNORMAL);
    }
  }

  /** One side sent a close frame; who spoke first decides code and reason. */
  record Closing(Close close) implements ConnectionState {
    @Override
    public ConnectionState closing(Close answer) {
      return this;
    }

    @Override
    public ConnectionState gone() {
      return new Closed(close);
    }
  }

  /** Over: {@code $disconnect} is due. */
  record Closed(Close close) implements ConnectionState {}
}
