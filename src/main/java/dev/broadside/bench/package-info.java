/**
 * What the machine allows, measured: the floor under every fan-out. One event loop writes a frame
 * to each socket, and a bare client counts them; no stage can be faster, so a stage's deliveries
 * are told as a share of these, taken in the same run.
 *
 * <p>Server and client are processes of their own with one event loop each, and say lines to the
 * process that measures ({@link dev.broadside.bench.Peer}). A broadcast carries the time at which
 * its sender began ({@link dev.broadside.bench.Stamp}), so that the client alone knows how long it
 * took: {@code System.nanoTime} is one clock for all JVMs of a Linux host. The same client receives
 * from whatever is compared with the floor, or with a neighbour ({@link
 * dev.broadside.bench.Comparison}).
 */
@NullMarked
package dev.broadside.bench;

import org.jspecify.annotations.NullMarked;
