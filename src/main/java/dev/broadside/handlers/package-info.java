/**
 * The reference Lambda functions. Uses nothing else of ours: it ships to Lambda alone.
 *
 * <p>A function is a plain {@code RequestHandler} with a public constructor without arguments. Its
 * clients are instance fields: Lambda makes one object per execution environment, during init, and
 * gives it one invocation at a time, so nothing here is shared between invocations that overlap. A
 * {@link dev.broadside.handlers.Broadcast} takes the ids of a {@link dev.broadside.handlers.Group}
 * from a {@link dev.broadside.handlers.Lookup}, page by page and on a thread of its own, into the
 * {@link dev.broadside.handlers.Posts}; a {@link dev.broadside.handlers.Fanout} makes those posts
 * and reports each answer back. What an answer means is decided there and nowhere else: retries,
 * removal and the {@link dev.broadside.handlers.Pacer} are the same for every fanout. The end is
 * one logged {@link dev.broadside.handlers.Outcome}. Which lookup and which fanout, the environment
 * says: see {@link dev.broadside.handlers.Settings}. The fanout {@code direct} brings its own HTTP
 * ({@code handlers.direct}) and its own signatures ({@code handlers.sigv4}). On Lambda init ends
 * with a {@link dev.broadside.handlers.Rehearsal}, so that what is missing fails there and a
 * snapshot starts warm.
 *
 * <p>Functions behind queues and streams get batches. What of a {@link
 * dev.broadside.handlers.QueueMessage queue's} must come again is reported by name, in {@link
 * dev.broadside.handlers.BatchFailures}; a batch of a stream's {@link
 * dev.broadside.handlers.StreamRecord changes} is one broadcast of the {@link
 * dev.broadside.handlers.History} that they make.
 */
@NullMarked
package dev.broadside.handlers;

import org.jspecify.annotations.NullMarked;
