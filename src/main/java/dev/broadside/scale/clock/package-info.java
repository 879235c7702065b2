/**
 * What an injector knows of the reference injector's time, and how well.
 *
 * <p>Nothing here reads the wall clock but the {@link dev.broadside.measure.Anchor} that each
 * process makes once: a step of the wall clock moves no number.
 */
@NullMarked
package dev.broadside.scale.clock;

import org.jspecify.annotations.NullMarked;
