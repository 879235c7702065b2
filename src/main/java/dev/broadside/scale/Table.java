package dev.broadside.scale;

/**
 * The one table of a run as an injector uses it. What went wrong is a {@link Reply}, never an
 * exception.
 */
interface Table {
  /** Does something. */
  Reply perform(Command.ToTable command);

  /** Says that an injector is alive and where it is, or how it left. */
  Reply beat(int slot, Beat beat);
}
