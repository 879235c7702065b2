package dev.broadside.scenario;

import java.time.Duration;

/**
 * What a run may use up before it is stopped.
 *
 * @param messages posts and publishes together
 * @param duration from the first handshake to the end
 */
public record Limits(long messages, Duration duration) {}
