package dev.broadside.stage.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The methods of a text. */
final class TextMethods {
  private TextMethods() {}

  static @Nullable Object call(String text, Arguments arguments) {
    return switch (arguments.signature()) {
      case "length/0" -> (long) text.length();
      case "isEmpty/0" -> text.isEmpty();
      case "charAt/1" -> String.valueOf(text.charAt(arguments.index(0)));
      case "concat/1" -> joined(text, arguments.text(0), arguments.budget());
      case "contains/1" -> text.contains(arguments.text(0));
      case "startsWith/1" -> text.startsWith(arguments.text(0));
      case "endsWith/1" -> text.endsWith(arguments.text(0));
      case "equalsIgnoreCase/1" -> text.equalsIgnoreCase(arguments.text(0));
      case "indexOf/1" -> (long) text.indexOf(arguments.text(0));
      case "indexOf/2" -> (long) text.indexOf(arguments.text(0), arguments.index(1));
      case "lastIndexOf/1" -> (long) text.lastIndexOf(arguments.text(0));
      case "substring/1" -> made(text.substring(arguments.index(0)), arguments.budget());
      case "substring/2" ->
          made(text.substring(arguments.index(0), arguments.index(1)), arguments.budget());
      case "toLowerCase/0" -> made(text.toLowerCase(Locale.ROOT), arguments.budget());
      case "toUpperCase/0" -> made(text.toUpperCase(Locale.ROOT), arguments.budget());
      case "trim/0" -> text.trim();
      case "matches/1" -> matcher(text, arguments).matches();
      case "replace/2" -> replaced(text, literally(arguments), arguments, Integer.MAX_VALUE);
      case "replaceAll/2" -> replaced(text, expression(arguments), arguments, Integer.MAX_VALUE);
      case "replaceFirst/2" -> replaced(text, expression(arguments), arguments, 1);
      case "split/1" -> split(text, arguments);
      default -> null;
    };
  }

  static String joined(String left, String right, Budget budget) {
    budget.grow(left.length(), right.length());
    return made(left + right, budget);
  }

  private static String made(String text, Budget budget) {
    budget.grow(0, text.length());
    return text;
  }

  /** What to look for, and what to put in its place. */
  private record Replacement(Pattern pattern, String by) {}

  private static Replacement expression(Arguments arguments) {
    return new Replacement(Pattern.compile(arguments.text(0)), arguments.text(1));
  }

  private static Replacement literally(Arguments arguments) {
    return new Replacement(
        Pattern.compile(arguments.text(0), Pattern.LITERAL),
        Matcher.quoteReplacement(arguments.text(1)));
  }

  private static Matcher matcher(String text, Arguments arguments) {
    return Pattern.compile(arguments.text(0)).matcher(arguments.budget().watched(text));
  }

  private static String replaced(
      String text, Replacement replacement, Arguments arguments, int most) {
    Budget budget = arguments.budget();
    Matcher matcher = replacement.pattern().matcher(budget.watched(text));
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < most && matcher.find(); i++) {
      int before = result.length();
      matcher.appendReplacement(result, replacement.by());
      budget.grow(before, result.length() - before);
    }
    matcher.appendTail(result);
    return made(result.toString(), budget);
  }

  /**
   * As Java splits: what is empty at the end is left out, and the text itself if nothing splits it.
   */
  private static List<Object> split(String text, Arguments arguments) {
    Matcher matcher = matcher(text, arguments);
    List<Object> parts = new ArrayList<>();
    int from = 0;
    while (matcher.find()) {
      if (matcher.end() > 0) {
        parts.add(text.substring(from, matcher.start()));
        from = matcher.end();
      }
    }
    boolean whole = parts.isEmpty();
    parts.add(made(text.substring(from), arguments.budget()));
    while (!whole && !parts.isEmpty() && parts.getLast().equals("")) {
      parts.removeLast();
    }
    return parts;
  }
}
