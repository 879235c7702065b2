/**
 * What an injector knows of the reference injector's time, and how well.
 *
 * <p>Nothing here reads the wall clock but the {@link dev.broadside.measure.Anchor} that each
 * process makes once: a step of the wall clock moves no number.
 *
 * <p>{@link dev.broadside.scale.clock.CommonTime} is what an injector goes by: exact where it
 * shares the reference's clock, else followed on a thread of its own. {@link
 * dev.broadside.scale.clock.ReferenceTime} converts, and is fed by echoes ({@link
 * dev.broadside.scale.clock.UdpEchoClient}, or any other exchange that gives an {@link
 * dev.broadside.scale.clock.Echo}) or by what the environment vouches for ({@link
 * dev.broadside.scale.clock.ClockErrorBound}). {@link dev.broadside.scale.clock.OffsetTrack} is the
 * arithmetic, and pure.
 */
@NullMarked
package dev.broadside.scale.clock;

import org.jspecify.annotations.NullMarked;
