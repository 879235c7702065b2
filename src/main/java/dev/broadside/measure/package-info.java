/**
 * What a number means: marker, clock, ledger, histograms, validity and the run folder. No socket,
 * no Gatling, no SDK.
 *
 * <p>A broadcast's way through this package: the load asks the {@link dev.broadside.measure.Ledger}
 * to open its book (who must receive it, when it is meant to be sent), puts the {@link
 * dev.broadside.measure.Marker} into the frame, and reports the send and every arrival with its
 * {@code System.nanoTime}. The book is settled once, when all have it or {@code drain} is over, and
 * only then do its latencies enter the {@link dev.broadside.measure.Recorder}'s histograms, the
 * totals and the listeners.
 *
 * <p>A broadcast goes to the room of its publisher ({@link dev.broadside.scenario.Rooms}), and its
 * book has a slot for each seat there. What arrives in another room is unexpected.
 *
 * <p>Whom we make leave or join while a broadcast is under way is churned for it: its {@code
 * Attendance} changes, and with it the slots of every open book, until that book closes.
 *
 * <p>Threads: arrivals come from many event loops, each connection's from one only. Books are
 * opened by the thread of the schedule and settled, and everything recorded, by one other, the
 * load's conductor. What both sides touch is a book's slots (one compare-and-set for an arrival)
 * and counters. A loop may be paused between stamping and booking, so a book that closes waits
 * until every loop is known to have booked what it stamped before.
 *
 * <p>Whether the injector can be believed, {@link dev.broadside.measure.Validity} decides by what
 * it says of itself and {@link dev.broadside.measure.WitnessCheck} by what another process says.
 *
 * <p>Nothing is clamped or dropped to make a number look sane: a latency below zero is counted and
 * makes the run INVALID, a broadcast that somebody missed is above every limit.
 */
@NullMarked
package dev.broadside.measure;

import org.jspecify.annotations.NullMarked;
