package dev.broadside.handlers;

/** Whom a broadcast is for. */
sealed interface Group {

  /** Every connection in the table. */
  record Everyone() implements Group {}

  /** The connections whose group attribute, such as a room or a user, has this value. */
  record Of(String value) implements Group {
    /** A key in DynamoDB cannot be empty, so no connection is in such a group. */
    public Of {
      if (value.isEmpty()) {
        throw new IllegalArgumentException("A group has a name: this one is empty.");
      }
    }
  }

  /** Every connection. */
  static Group everyone() {
    return new Everyone();
  }

  /** One room's or one user's connections. */
  static Group of(String value) {
    return new Of(value);
  }
}
