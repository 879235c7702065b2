package dev.broadside.conform;

import java.time.Duration;

/**
 * One sentence that must hold of a stage.
 *
 * @param id what the checklist calls it, such as {@code C4}
 * @param terms when it can be made
 */
record Check(String id, String sentence, Evidence evidence, Terms terms, Probe probe) {

  /** Why the sentence is believed: how well it is known, and from where. */
  record Evidence(Grade grade, String source) {}

  /**
   * When a check can be made.
   *
   * @param variant the template that it needs
   * @param ours whether it needs the routes of our template, or any stage will do
   * @param alone whether it spoils what runs beside it, so that it goes last
   * @param waits how long it waits for AWS's own clocks, or zero
   */
  record Terms(Variant variant, boolean ours, boolean alone, Duration waits) {}

  /** A check on the main template. */
  static Check of(String id, String sentence, Evidence evidence, Probe probe) {
    return new Check(
        id, sentence, evidence, new Terms(Variant.MAIN, true, false, Duration.ZERO), probe);
  }

  static Evidence evidence(Grade grade, String source) {
    return new Evidence(grade, source);
  }

  /** The same on another variant. */
  Check on(Variant variant) {
    return with(new Terms(variant, terms.ours, terms.alone, terms.waits));
  }

  /** The same, also where other functions run than ours. */
  Check onAnyStage() {
    return with(new Terms(terms.variant, false, terms.alone, terms.waits));
  }

  /** The same, after all others. */
  Check last() {
    return with(new Terms(terms.variant, terms.ours, true, terms.waits));
  }

  /** The same, waiting so long on a stage with AWS's clocks. */
  Check waiting(Duration time) {
    return with(new Terms(terms.variant, terms.ours, terms.alone, time));
  }

  private Check with(Terms others) {
    return new Check(id, sentence, evidence, others, probe);
  }
}
