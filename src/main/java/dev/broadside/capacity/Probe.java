package dev.broadside.capacity;

/**
 * What to measure next.
 *
 * @param times how many times as many broadcasts as a point has at first
 */
public record Probe(double load, Purpose purpose, int times) implements Search.Step {
  /** Why a load is measured. */
  public enum Purpose {
    FIRST("the least load: can the SLO hold at all?"),
    RAMP("ramp"),
    BISECT("bisection"),
    CONFIRM_HOLDS("does the lower end hold again?"),
    CONFIRM_BREAKS("does the upper end break again?"),
    DRIFT("does what held before still hold?");

    private final String words;

    Purpose(String words) {
      this.words = words;
    }

    /** As people read it. */
    public String words() {
      return words;
    }
  }
}
