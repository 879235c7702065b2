package dev.broadside.stage.mapping;

import org.jspecify.annotations.Nullable;

/** A variable with a behaviour of its own: {@code $input}, {@code $util}, {@code $foreach}. */
interface Receiver {
  /** What {@code .name} is, or null. */
  @Nullable Object property(String name);

  /** What {@code .name(arguments)} returns, or null where there is no such method. */
  @Nullable Object call(Arguments arguments);
}
