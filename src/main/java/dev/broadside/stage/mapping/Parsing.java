package dev.broadside.stage.mapping;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the parsers of one template share, quoted texts included. */
final class Parsing {
  /** The deepest nesting of blocks and expressions, well before the stack's end. */
  private static final int DEEPEST = 60;

  private int depth;

  /** The macros of the template, known before they are read. */
  final Set<String> macroNames = new HashSet<>();

  final Map<String, Node.Macro> macros = new HashMap<>();

  void enter(Source source) throws MappingException {
    if (++depth > DEEPEST) {
      throw source.error(
          source.offset(), "This is nested more than " + DEEPEST + " levels deep: flatten it.");
    }
  }

  void leave() {
    depth--;
  }
}
