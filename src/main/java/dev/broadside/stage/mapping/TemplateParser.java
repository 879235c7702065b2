package dev.broadside.stage.mapping;

import dev.broadside.stage.mapping.Expression.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a template's text: what is literal, what refers and what directs. Space is kept as Velocity
 * 1 keeps it: {@code #set} takes the blanks before it, and a directive the end of its line.
 */
final class TemplateParser {
  private static final Set<String> DIRECTIVES =
      Set.of(
          "set",
          "if",
          "elseif",
          "else",
          "end",
          "foreach",
          "break",
          "stop",
          "define",
          "macro",
          "include",
          "parse",
          "evaluate");

  /** These have read their own end, or end where their text begins. */
  private static final Set<String> OPENS =
      Set.of("if", "elseif", "foreach", "define", "macro", "break", "stop");

  private static final Set<String> GIVEN = Set.of("input", "context", "stageVariables", "util");
  private static final Pattern MACRO =
      Pattern.compile("#\\{?macro\\}?[ \\t]*\\(\\s*([A-Za-z_][A-Za-z0-9_-]*)");

  private final Source source;
  private final Parsing parsing;
  private final ExpressionParser expressions;
  private String ended = "";

  TemplateParser(Source source, Parsing parsing) {
    this.source = source;
    this.parsing = parsing;
    this.expressions = new ExpressionParser(source, parsing);
  }

  /** A template, in which a macro may be called before it is defined. */
  Node.Root template() throws MappingException {
    for (Matcher macro = MACRO.matcher(source.all()); macro.find(); ) {
      parsing.macroNames.add(macro.group(1));
    }
    List<Node> body = wholeText();
    return new Node.Root(body, Map.copyOf(parsing.macros));
  }

  /** A text to its end. */
  List<Node> wholeText() throws MappingException {
    return block("the template", Set.of());
  }

  /** Nodes up to one of the directives that end this block; which one is in {@link #ended}. */
  private List<Node> block(String what, Set<String> ends) throws MappingException {
    parsing.enter(source);
    int start = source.offset();
    Pending pending = new Pending(source);
    ended = "";
    while (!source.atEnd() && ended.isEmpty()) {
      next(pending, ends);
    }
    if (ended.isEmpty() && !ends.isEmpty()) {
      throw source.error(start, "The block of " + what + " that begins here has no #end.");
    }
    parsing.leave();
    return pending.nodes();
  }

  private void next(Pending pending, Set<String> ends) throws MappingException {
    if (source.peek() == '\\') {
      backslashes(pending);
    } else if (expressions.atReference()) {
      int start = source.offset();
      Reference reference = expressions.reference();
      pending.add(new Node.Insert(reference, source.position(start)));
    } else if (source.peek() == '#') {
      hash(pending, ends);
    } else {
      pending.text(source.next());
    }
  }

  /** Half of the backslashes stay; an odd one makes what follows literal. */
  private void backslashes(Pending pending) throws MappingException {
    int count = source.run('\\');
    boolean escapes = expressions.atReference() || DIRECTIVES.contains(directiveHere());
    pending.text("\\".repeat(escapes ? count / 2 : count));
    if (escapes && count % 2 == 1) {
      pending.text(expressions.atReference() ? expressions.reference().text() : hashAndName());
    }
    if (escapes) {
      pending.interrupt();
    }
  }

  private String hashAndName() {
    int start = source.offset();
    source.next();
    source.take("{");
    source.word();
    return source.text(start, source.offset());
  }

  /** The name of the directive or macro here, or nothing; takes no character. */
  private String directiveHere() {
    int start = source.offset();
    String name = "";
    if (source.take("#")) {
      boolean braces = source.take("{");
      name = source.word();
      name = braces && source.peek() != '}' ? "" : name;
    }
    source.back(start);
    return name;
  }

  private void hash(Pending pending, Set<String> ends) throws MappingException {
    if (source.take("##")) {
      source.through("\n");
      pending.interrupt();
    } else if (source.take("#*")) {
      source.through("*#");
      pending.interrupt();
    } else if (source.take("#[[")) {
      pending.text(source.through("]]#"));
      pending.interrupt();
    } else {
      directive(pending, ends);
    }
  }

  private void directive(Pending pending, Set<String> ends) throws MappingException {
    int start = source.offset();
    String name = directiveHere();
    if (!DIRECTIVES.contains(name) && !parsing.macroNames.contains(name)) {
      pending.text(source.next());
      return;
    }
    source.next();
    boolean braces = source.take("{");
    source.back(source.offset() + name.length() + (braces ? 1 : 0));
    Position position = source.position(start);
    switch (name) {
      case "set" -> {
        pending.dropBlanks();
        pending.add(assignment(position));
      }
      case "if" -> pending.add(condition(position));
      case "foreach" -> pending.add(loop(position));
      case "define" -> pending.add(definition(position));
      case "macro" -> macro();
      case "break" -> pending.add(new Node.Break(position));
      case "stop" -> pending.add(new Node.Stop(position));
      case "include", "parse", "evaluate" ->
          throw source.error(
              start, "API Gateway has no #" + name + ": write out what it would bring.");
      case "end", "else", "elseif" -> {
        if (!ends.contains(name)) {
          throw source.error(start, "No block is open that #" + name + " could belong to.");
        }
        ended = name;
      }
      default -> pending.add(macroCall(name, position));
    }
    pending.interrupt();
    if (!OPENS.contains(name)) {
      source.skipEmptyRestOfLine();
    }
  }

  private void open(String directive) throws MappingException {
    source.skipBlanks();
    source.expect("(", "Here should be ( after #" + directive + ".");
    source.skipSpace();
  }

  private String variable(String directive) throws MappingException {
    int start = source.offset();
    if (expressions.atReference()) {
      Reference reference = expressions.reference();
      if (reference.path().isEmpty() && !GIVEN.contains(reference.variable())) {
        return reference.variable();
      }
    }
    throw source.error(
        start, "#" + directive + " needs a variable of its own here, such as $item.");
  }

  private Node assignment(Position position) throws MappingException {
    open("set");
    int start = source.offset();
    if (!expressions.atReference()) {
      throw source.error(start, "#set needs a reference before =, such as #set($name = 'text').");
    }
    Reference target = expressions.reference();
    if (GIVEN.contains(target.variable())) {
      throw source.error(
          start,
          "$"
              + target.variable()
              + " cannot be set: a WebSocket API has no overrides in its mapping templates.");
    }
    if (target.path().stream().anyMatch(Expression.Call.class::isInstance)) {
      throw source.error(start, "What a method returned cannot be set: " + target.text() + ".");
    }
    source.skipSpace();
    source.expect("=", "Here should be = after " + target.text() + ".");
    return new Node.Assign(target, expressions.within(")"), position);
  }

  private Node condition(Position position) throws MappingException {
    List<Node.Case> cases = new ArrayList<>();
    String directive = "if";
    do {
      open(directive);
      Expression condition = expressions.within(")");
      source.skipEmptyRestOfLine();
      cases.add(new Node.Case(condition, block("#if", Set.of("elseif", "else", "end"))));
      directive = ended;
    } while (directive.equals("elseif"));
    List<Node> otherwise = directive.equals("else") ? block("#else", Set.of("end")) : List.of();
    ended = "";
    return new Node.If(List.copyOf(cases), otherwise, position);
  }

  private Node loop(Position position) throws MappingException {
    open("foreach");
    String variable = variable("foreach");
    source.skipSpace();
    source.expect("in", "Here should be in: #foreach($item in $list).");
    Expression values = expressions.within(")");
    return new Node.Foreach(variable, values, body("#foreach"), position);
  }

  private Node definition(Position position) throws MappingException {
    open("define");
    String variable = variable("define");
    source.skipSpace();
    source.expect(")", "Here should be ) after the variable of #define.");
    return new Node.Define(variable, body("#define"), position);
  }

  private List<Node> body(String what) throws MappingException {
    source.skipEmptyRestOfLine();
    List<Node> body = block(what, Set.of("end"));
    ended = "";
    return body;
  }

  private void macro() throws MappingException {
    open("macro");
    String name = source.name();
    List<String> parameters = new ArrayList<>();
    for (separate(); !source.take(")"); separate()) {
      parameters.add(variable("macro"));
    }
    parsing.macros.put(name, new Node.Macro(List.copyOf(parameters), body("#macro")));
  }

  private Node macroCall(String name, Position position) throws MappingException {
    open(name);
    List<Expression> arguments = new ArrayList<>();
    for (separate(); !source.take(")"); separate()) {
      arguments.add(expressions.expression());
    }
    return new Node.MacroCall(name, List.copyOf(arguments), position);
  }

  private void separate() {
    source.skipSpace();
    source.take(",");
    source.skipSpace();
  }
}
