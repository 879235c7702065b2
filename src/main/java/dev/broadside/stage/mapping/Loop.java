package dev.broadside.stage.mapping;

import org.jspecify.annotations.Nullable;

/** {@code $foreach}: where the innermost loop is. */
final class Loop implements Receiver {
  private final int size;
  private final @Nullable Object parent;
  private int index;

  Loop(int size, @Nullable Object parent) {
    this.size = size;
    this.parent = parent;
  }

  void next() {
    index++;
  }

  @Override
  public @Nullable Object property(String name) {
    return switch (name) {
      case "index" -> (long) index;
      case "count" -> index + 1L;
      case "hasNext" -> index + 1 < size;
      case "first" -> index == 0;
      case "last" -> index + 1 == size;
      case "parent" -> parent;
      default -> null;
    };
  }

  @Override
  public @Nullable Object call(Arguments arguments) {
    return null;
  }
}
