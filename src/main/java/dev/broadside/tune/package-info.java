/**
 * Which lookup and which fanout for a connection table: what {@code ./broadside tune} writes.
 *
 * <p>Data first: {@link dev.broadside.tune.TuningInputs} (what was asked), {@link
 * dev.broadside.tune.Assumptions} (what nobody measured) and the rows of the benchmarks make a
 * {@link dev.broadside.tune.Tuning}, by pure functions over {@code dev.broadside.aws}. From it
 * {@link dev.broadside.tune.TuningSections} derives what there is to see, each section with its
 * numbers as a table and marked as measured or modelled; {@link dev.broadside.tune.TuningPage},
 * {@link dev.broadside.tune.TuningMarkdown} and {@link dev.broadside.tune.TuningJson} only lay it
 * out. A table that exists has rooms of several sizes ({@link dev.broadside.tune.RoomSizes}), each
 * computed by itself ({@link dev.broadside.tune.RoomMix}). Nothing here reads or writes a file but
 * its own resources.
 *
 * <p>{@code tuning.js} has the same formulas for the sliders of the page; a test holds it to the
 * Java ones on a grid.
 */
@NullMarked
package dev.broadside.tune;

import org.jspecify.annotations.NullMarked;
