package dev.broadside.scale;

import org.jspecify.annotations.Nullable;

/**
 * Who an injector is.
 *
 * @param run the run it belongs to
 * @param shards how many injectors it believes the run to have
 * @param index which injector of it; {@code null} when it takes a slot that is free
 * @param owner a random name of this process, so that nobody takes it for another
 * @param host where it runs
 * @param digest of the scenario, which is the same for all
 */
public record Identity(
    String run, int shards, @Nullable Integer index, String owner, String host, String digest) {}
