package dev.broadside.stage.mapping;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text under construction, which remembers what in the template made which part of it. */
final class BoundedText {
  private final Budget budget;
  private final StringBuilder text = new StringBuilder();
  private final List<Part> parts = new ArrayList<>();

  /**
   * A part of the text.
   *
   * @param reference the reference that rendered it, or null for literal text
   */
  record Part(int start, int end, Position position, @Nullable String reference) {}

  BoundedText(Budget budget) {
    this.budget = budget;
  }

  BoundedText append(CharSequence more) {
    budget.grow(text.length(), more.length());
    text.append(more);
    return this;
  }

  /** Notes that everything from {@code start} on was made here. */
  void madeBy(int start, Position position, @Nullable String reference) {
    parts.add(new Part(start, text.length(), position, reference));
  }

  List<Part> parts() {
    return parts;
  }

  int length() {
    return text.length();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
