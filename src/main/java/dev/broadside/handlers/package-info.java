/**
 * The reference Lambda functions. Uses nothing else of ours: it ships to Lambda alone.
 *
 * <p>A function is a plain {@code RequestHandler} with a public constructor without arguments. Its
 * clients are instance fields: Lambda makes one object per execution environment, during init, and
 * gives it one invocation at a time, so nothing here is shared between invocations that overlap. A
 * broadcast takes its ids from a {@link dev.broadside.handlers.Lookup}, page by page, posts through
 * a {@link dev.broadside.handlers.Fanout}, counts in a {@link dev.broadside.handlers.Tally} and
 * ends as one logged {@link dev.broadside.handlers.Outcome}. Which lookup and which fanout, the
 * environment says: see {@link dev.broadside.handlers.Settings}. On Lambda init ends with a {@link
 * dev.broadside.handlers.Rehearsal}, so that what is missing fails there and a snapshot starts
 * warm.
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
