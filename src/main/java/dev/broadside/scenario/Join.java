package dev.broadside.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a connection says after its handshake before it counts as joined.
 *
 * @param message the first frame, as written (see {@link Placeholders} and {@link Secrets#expand})
 * @param reply what a frame must contain for the connection to have joined, or {@code null} when it
 *     has as soon as it said its message
 * @param within how long the reply may take; later the connection has failed
 */
public record Join(String message, @Nullable String reply, Duration within) {}
