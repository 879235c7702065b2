/**
 * AWS arithmetic: what things take and cost, which quotas and latencies AWS has, each with its
 * source.
 *
 * <p>Pure functions of numbers: sizes to units ({@link dev.broadside.aws.ItemSize}, {@link
 * dev.broadside.aws.Pages}, {@link dev.broadside.aws.ReadUnits}, {@link
 * dev.broadside.aws.WriteUnits}, {@link dev.broadside.aws.IndexWrite}), units to what is possible
 * ({@link dev.broadside.aws.Ceilings}, {@link dev.broadside.aws.Quota}), use to dollars ({@link
 * dev.broadside.aws.LambdaUse}, {@link dev.broadside.aws.QueueUse}, {@link
 * dev.broadside.aws.StreamReads}, {@link dev.broadside.aws.Cost}). Only {@link
 * dev.broadside.aws.Profiles} and {@link dev.broadside.aws.PriceLists} read a file: numbers that
 * AWS changes are data. What AWS does not publish is left out, or marked as modelled.
 */
@NullMarked
package dev.broadside.aws;

import org.jspecify.annotations.NullMarked;
