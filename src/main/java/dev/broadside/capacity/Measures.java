package dev.broadside.capacity;

import org.jspecify.annotations.Nullable;

/**
 * What a point looked like, for the law and the charts; {@code null} is unknown or never.
 *
 * @param broadcasts a second
 * @param receivers of each broadcast, on average
 * @param readUnits that a broadcast's lookup took
 * @param usd that AWS would have charged
 */
public record Measures(
    double broadcasts,
    double receivers,
    @Nullable Double p50Millis,
    @Nullable Double p99Millis,
    @Nullable Double meanMillis,
    @Nullable Double readUnits,
    @Nullable Double usd) {}
