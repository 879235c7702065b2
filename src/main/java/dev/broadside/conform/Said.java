package dev.broadside.conform;

import java.time.Duration;

/** What a client of a WebSocket hears next. */
sealed interface Said {
  /** A text frame. */
  record Text(String text) implements Said {
    @Override
    public String toString() {
      return shortened(text);
    }
  }

  /** A binary frame. */
  record Binary() implements Said {
    @Override
    public String toString() {
      return "a binary frame";
    }
  }

  /** The end of the connection. */
  record Closed(int code, String reason) implements Said {
    @Override
    public String toString() {
      return "close " + code + (reason.isEmpty() ? "" : " '" + shortened(reason) + "'");
    }
  }

  /** Silence. */
  record Nothing(Duration within) implements Said {
    @Override
    public String toString() {
      return "nothing within " + within.toMillis() / 1e3 + " s";
    }
  }

  /** Enough of a text to recognize it. */
  static String shortened(String text) {
    int most = 160;
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
