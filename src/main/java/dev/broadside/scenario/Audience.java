package dev.broadside.scenario;

import java.time.Duration;

/**
 * Who must receive a broadcast.
 *
 * @param connections how many subscribers are opened
 * @param settle how long a connection must have been open before it counts as joined
 */
public record Audience(int connections, Duration settle) {}
