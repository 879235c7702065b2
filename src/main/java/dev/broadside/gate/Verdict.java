package dev.broadside.gate;

/** The judgement of one benchmark, of one counter, or of all. */
public enum Verdict {
  PASS,
  IMPROVED,
  REGRESSED,
  INCONCLUSIVE
}
