/**
 * HTTP/1.1 as cheap as the wire allows: one thread, one selector, many kept connections with one
 * request in flight on each.
 *
 * <p>A {@link dev.broadside.handlers.direct.Loop} takes its requests from a {@link
 * dev.broadside.handlers.direct.Traffic} and gives it the answers' statuses; both on the thread
 * that runs the loop. Knows nothing of AWS and nothing of retries, but for one: a request on a kept
 * connection that the server closed before it said a byte goes out once more on a new one.
 */
@NullMarked
package dev.broadside.handlers.direct;

import org.jspecify.annotations.NullMarked;
