package dev.broadside.scenario;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values that come from the environment. A {@link Scenario} keeps its text as it is written, with
 * <code>${NAME}</code> in it, so that a record, a log or a run folder cannot hold a secret; who
 * sends a text expands it at that moment and keeps nothing.
 */
public final class Secrets {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)})?");

  private Secrets() {}

  /**
   * {@code text} with each <code>${NAME}</code> replaced. What a variable holds is not expanded
   * again.
   *
   * @throws IllegalArgumentException if a variable is unset or empty; the reader has checked that
   */
  public static String expand(String text, Function<String, @Nullable String> environment) {
    return REFERENCE
        .matcher(text)
        .replaceAll(reference -> Matcher.quoteReplacement(value(reference, environment)));
  }

  /** Whether {@code text} needs the environment. */
  static boolean occurIn(String text) {
    return REFERENCE.matcher(text).find();
  }

  private static String value(
      MatchResult reference, Function<String, @Nullable String> environment) {
    String name = reference.group(1);
    if (name == null) {
      throw new IllegalArgumentException(
          "'${' begins no variable: write ${NAME}, with letters, digits and _");
    }
    String value = environment.apply(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(
          "${%s} is unset or empty in the environment: export %s first".formatted(name, name));
    }
    return value;
  }
}
