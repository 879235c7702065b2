package dev.broadside.stage.mapping;

import java.util.ArrayList;
import java.util.List;

/** The nodes of a block so far, with the literal text that has no node yet. */
final class Pending {
  private final Source source;
  private final List<Node> nodes = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private Position textStart = new Position(1, 1);
  private boolean onlyBlanks = true;

  Pending(Source source) {
    this.source = source;
  }

  void text(char c) {
    text(String.valueOf(c));
  }

  /** Adds text; a line has a literal of its own, so that a part of the output knows its line. */
  void text(String more) {
    if (text.isEmpty()) {
      textStart = source.position(source.offset() - more.length());
    }
    text.append(more);
    onlyBlanks &= more.equals(" ") || more.equals("\t");
    if (more.endsWith("\n")) {
      flush();
    }
  }

  /** Something stood here that is no text: a directive, a reference, a comment. */
  void interrupt() {
    flush();
    onlyBlanks = true;
  }

  /** Takes back the text since the last interruption, if it is nothing but blanks. */
  void dropBlanks() {
    if (onlyBlanks) {
      text.setLength(0);
    }
  }

  void add(Node node) {
    interrupt();
    nodes.add(node);
  }

  private void flush() {
    if (!text.isEmpty()) {
      nodes.add(new Node.Literal(text.toString(), textStart));
      text.setLength(0);
    }
  }

  List<Node> nodes() {
    flush();
    return List.copyOf(nodes);
  }
}
