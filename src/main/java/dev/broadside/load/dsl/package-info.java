/**
 * Broadcasts in a user's own Gatling simulation, beside {@code http} and {@code ws}: {@link
 * dev.broadside.load.dsl.BroadcastDsl#broadcast}, then actions that subscribe, publish, leave and
 * settle.
 *
 * <p>Here are words and Gatling's sessions only: what is filled in from a session goes as an {@link
 * dev.broadside.load.Admission} or a text to the {@link dev.broadside.load.Room}, which has the
 * sockets and the books. A user's connections are in its session, and like it belong to one event
 * loop.
 */
@NullMarked
package dev.broadside.load.dsl;

import org.jspecify.annotations.NullMarked;
