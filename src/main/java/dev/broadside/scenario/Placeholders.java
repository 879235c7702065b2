package dev.broadside.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text with places to fill in, as <code>{"room":"#{room}"}</code>: read once, filled in for each
 * connection or message.
 *
 * <p>Only the text as it is written has places. Neither what fills one nor what {@link
 * #mapLiterals} puts between them is searched again, so a token that happens to hold <code>#{
 * </code> or <code>${</code> is sent as it is.
 */
public final class Placeholders {
  /** Every <code>#{</code> begins a placeholder, be it a good one or a slip of the pen. */
  private static final Pattern FORM = Pattern.compile("#\\{(\\w*)(}?)");

  /** What may fill in a text that a connection sends for itself: in its handshake, or to join. */
  public static final Set<Name> OF_A_CONNECTION =
      Collections.unmodifiableSet(EnumSet.of(Name.ROOM, Name.USER, Name.TOKEN));

  /** What may fill in a text that is published. */
  public static final Set<Name> OF_A_MESSAGE =
      Collections.unmodifiableSet(EnumSet.allOf(Name.class));

  /** What a place stands for. */
  public enum Name {
    /** The room of the connection, as {@code room-1}. */
    ROOM,
    /** A name that no other connection of the run has, as {@code user-17}. */
    USER,
    /** The connection's line of the file that {@code connect.auth} names. */
    TOKEN,
    /** The marker, filled up to the payload's size. */
    MARKER;

    /** It as a scenario writes it. */
    public String written() {
      return "#{" + word() + "}";
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The text before, between and behind the places: one more than there are places. */
  private final List<String> literals;

  private final List<Name> names;

  private Placeholders(List<String> literals, List<Name> names) {
    this.literals = List.copyOf(literals);
    this.names = List.copyOf(names);
  }

  /**
   * Reads {@code text}.
   *
   * @throws IllegalArgumentException if it has a placeholder that is not {@code allowed}; the
   *     message names it and its place, and goes behind the name of a key
   */
  public static Placeholders parse(String text, Set<Name> allowed) {
    List<String> literals = new ArrayList<>();
    List<Name> names = new ArrayList<>();
    Matcher found = FORM.matcher(text);
    int from = 0;
    while (found.find()) {
      literals.add(text.substring(from, found.start()));
      names.add(name(found, allowed));
      from = found.end();
    }
    literals.add(text.substring(from));
    return new Placeholders(literals, names);
  }

  private static Name name(Matcher found, Set<Name> allowed) {
    for (Name name : allowed) {
      if (found.group().equals(name.written())) {
        return name;
      }
    }
    String what = "has %s at character %d, ".formatted(found.group(), found.start() + 1);
    if (found.group(2).isEmpty()) {
      throw new IllegalArgumentException(what + "which never ends: close it with }");
    }
    if (allowed.isEmpty()) {
      throw new IllegalArgumentException(what + "which cannot stand here: write the value itself");
    }
    String known = allowed.stream().map(Name::written).collect(Collectors.joining(", "));
    if (Arrays.stream(Name.values()).anyMatch(name -> found.group().equals(name.written()))) {
      throw new IllegalArgumentException(what + "which cannot stand here: known here are " + known);
    }
    throw new IllegalArgumentException(
        NearestKey.to(found.group(1), allowed.stream().map(Name::word).toList())
            .map(near -> what + "which is unknown: did you mean #{" + near + "}?")
            .orElse(what + "which is unknown: known here are " + known));
  }

  /** How often {@code name} is to be filled in. */
  public int count(Name name) {
    return Collections.frequency(names, name);
  }

  /** The same places with other text between them, as {@link Secrets#expand} makes it. */
  public Placeholders mapLiterals(UnaryOperator<String> change) {
    return new Placeholders(literals.stream().map(change).toList(), names);
  }

  /** The text with every place filled in. */
  public String fill(Function<Name, String> values) {
    StringBuilder filled = new StringBuilder(literals.getFirst());
    for (int i = 0; i < names.size(); i++) {
      filled.append(values.apply(names.get(i))).append(literals.get(i + 1));
    }
    return filled.toString();
  }
}
