/**
 * How far one can go before the SLO breaks: what {@code ./broadside capacity} thinks.
 *
 * <p>The core is pure. A {@link dev.broadside.capacity.Search} says which load to measure next and
 * takes what came of it; it knows no clock, no file and no stage, so that its errors can be counted
 * on a thousand simulated stages. What was counted at a load is {@link
 * dev.broadside.capacity.Evidence}; a {@link dev.broadside.capacity.Goal} judges it by the bounds
 * that so many broadcasts support: it holds, it breaks for a {@link dev.broadside.capacity.Cause},
 * or it is undecided. A point whose measurement cannot be trusted is refused and counts for
 * nothing.
 *
 * <p>The {@link dev.broadside.capacity.Journal} has every point as it was taken. A search is a
 * function of its plan and these, so reading them again is how an interrupted one goes on.
 *
 * <p>Through the points that counted goes a law ({@link dev.broadside.capacity.UslFit}), beside it
 * stand the quotas of AWS ({@link dev.broadside.capacity.QuotaCeiling}), and {@link
 * dev.broadside.capacity.CapacityPage} draws all of it. One thread.
 */
@NullMarked
package dev.broadside.capacity;

import org.jspecify.annotations.NullMarked;
