/**
 * One run out of many injectors' results. Pure: bytes and records in, a summary and a view of the
 * shards out.
 *
 * <p>A shard leaves a {@link dev.broadside.scale.merge.ShardResult}: what it would say if it were
 * alone, histograms, and a {@link dev.broadside.scale.merge.BroadcastRow} for each broadcast.
 * Histograms and sketches are added, counters summed, percentiles never averaged; the audience of a
 * broadcast is that of all shards, so its last receiver is the last of all.
 *
 * <p>{@link dev.broadside.scale.merge.Merge} makes a {@link dev.broadside.scale.merge.Merged} of
 * the results, and {@link dev.broadside.scale.merge.MergedFolder} writes it into a run folder,
 * which reports read like that of one injector. Where the shards' interval logs are at hand, {@link
 * dev.broadside.scale.merge.IntervalLogs} adds them up.
 */
@NullMarked
package dev.broadside.scale.merge;

import org.jspecify.annotations.NullMarked;
