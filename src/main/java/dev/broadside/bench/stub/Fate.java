package dev.broadside.bench.stub;

import java.util.List;
import java.util.stream.IntStream;

/** What becomes of the posts to a connection; its id begins with it. */
public enum Fate {
  /** 200 after the delay: any id that names no other fate, as AWS's never do. */
  OPEN(""),
  /** 410 after the delay. */
  GONE("~g"),
  /** After the delay 429, and 200 when it comes again; so for every two posts. */
  THROTTLED("~t"),
  /** 200 at once, for a client that warms up. */
  AT_ONCE("~a");

  /* AWS's ids are base64url of 11 bytes, with the filling: 16 characters, none of them a tilde. */
  private static final int ID_LENGTH = 16;
  private static final String FILLING = "0".repeat(ID_LENGTH);

  private final String prefix;

  Fate(String prefix) {
    this.prefix = prefix;
  }

  /** As many different ids as are asked for, each as long as one of AWS's. */
  public List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(this::id).toList();
  }

  private String id(int number) {
    String digits = Integer.toString(number);
    return prefix + FILLING.substring(prefix.length() + digits.length()) + digits;
  }

  /** The fate that an id names. */
  static Fate of(String id) {
    if (id.startsWith("~")) {
      for (Fate fate : List.of(GONE, THROTTLED, AT_ONCE)) {
        if (id.startsWith(fate.prefix)) {
          return fate;
        }
      }
    }
    return OPEN;
  }
}
