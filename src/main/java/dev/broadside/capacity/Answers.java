package dev.broadside.capacity;

import dev.broadside.capacity.CapacityReport.Answer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Findings as people read them. */
final class Answers {
  private final Quantity quantity;
  private final List<String> reasons;

  /**
   * In terms of what was varied.
   *
   * @param reasons that are given beside the finding's own
   */
  Answers(Quantity quantity, List<String> reasons) {
    this.quantity = quantity;
    this.reasons = reasons;
  }

  Answer of(Finding finding) {
    return switch (finding) {
      case Finding.Bracket bracket -> bracket(bracket);
      case Finding.NeverHeld never -> never(never);
      case Finding.AlwaysHeld always -> always(always);
      case Finding.Unfinished unfinished ->
          new Answer(
              "unfinished",
              unfinished.holds(),
              unfinished.breaks(),
              word(unfinished.end()),
              "There is no capacity: the search was ended by " + unfinished.end().words() + ".",
              with(sentence(unfinished.why())));
      case Finding.Drifted drifted ->
          new Answer(
              "drifted",
              null,
              null,
              "drift",
              "There is no capacity: the target changed while it was searched (at %s)."
                  .formatted(quantity.words(drifted.load())),
              with(sentence(drifted.why())));
    };
  }

  private Answer bracket(Finding.Bracket bracket) {
    return new Answer(
        "bracket",
        bracket.holds(),
        bracket.breaks(),
        bracket.cause().word(),
        "The SLO holds at %s and breaks at %s."
            .formatted(quantity.words(bracket.holds()), quantity.words(bracket.breaks())),
        with("What breaks it is " + bracket.cause().words() + "."));
  }

  private Answer never(Finding.NeverHeld never) {
    return new Answer(
        "never",
        null,
        never.load(),
        never.cause().word(),
        "The SLO never holds: it is broken at %s already, the least load that was asked for."
            .formatted(quantity.words(never.load())),
        with("What breaks it is " + never.cause().words() + "."));
  }

  private Answer always(Finding.AlwaysHeld always) {
    return new Answer(
        "always",
        always.holds(),
        null,
        word(always.end()),
        "The SLO held wherever the stage was measured, up to %s; what ended the search is %s, not the stage."
            .formatted(quantity.words(always.holds()), always.end().words()),
        with(sentence(always.why())));
  }

  private List<String> with(String first) {
    return Stream.concat(Stream.of(first), reasons.stream()).toList();
  }

  private static String word(Finding.End end) {
    return end.name().toLowerCase(Locale.ROOT);
  }

  private static String sentence(String why) {
    String upper = why.substring(0, 1).toUpperCase(Locale.ROOT) + why.substring(1);
    return upper.endsWith(".") ? upper : upper + ".";
  }
}
