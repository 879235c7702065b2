/**
 * Event sources: queues and streams that call functions by themselves, as Lambda's pollers do.
 *
 * <p>What decides is pure, and gets its time as a number: which records become a batch ({@code
 * Assembly}), how many batches may be under way ({@code BatchConcurrency}), what a function's
 * answer says of a batch ({@code Verdict}), and what becomes of a failed one ({@code Lane}, {@code
 * Shard}). What does I/O only carries: {@code QueuePoller} and {@code StreamPoller}.
 *
 * <p>Threads: each mapping has one virtual thread, its poller, which owns all state of that
 * mapping. Each batch under way has another, which calls the function, and tells the poller through
 * a queue how it ended. Nothing else is shared.
 */
@NullMarked
package dev.broadside.stage.sources;

import org.jspecify.annotations.NullMarked;
