/**
 * One run out of many injectors' results. Pure: bytes and records in, a summary and a view of the
 * shards out.
 *
 * <p>A shard leaves a {@link dev.broadside.scale.merge.ShardResult}: what it would say if it were
 * alone, histograms, and a {@link dev.broadside.scale.merge.BroadcastRow} for each broadcast.
 * Histograms and sketches are added, counters summed, percentiles never averaged; the audience of a
 * broadcast is that of all shards, so its last receiver is the last of all.
 */
@NullMarked
package dev.broadside.scale.merge;

import org.jspecify.annotations.NullMarked;
