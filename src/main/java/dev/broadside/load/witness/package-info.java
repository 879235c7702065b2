/**
 * The witness: a second, lightly loaded process with a few subscribers beside the audience, on
 * Java-WebSocket with a thread for each, so that no bug and no queue of the injector's event loops
 * can be in its numbers too. It knows no scenario and keeps no books: it is told what to open, and
 * tells when frames with markers came. What that means, the injector decides.
 *
 * <p>Commands come on standard input: {@code way} with a {@link dev.broadside.load.witness.Way},
 * before anything is opened, {@code open} with a {@link dev.broadside.load.witness.Invitation} as
 * JSON, and {@code clock}. Answers go to standard output, a line each and short, since there is one
 * for each frame: {@code clock NANOS}, {@code opened N}, {@code failed N REASON}, {@code closed N},
 * {@code frame N NANOS BYTES BROADCAST…} with those broadcasts that are new to connection N, and
 * {@code overflow} when the parent read too slowly.
 *
 * <p>Threads: each connection is read, stamped and searched for markers by its own; one more writes
 * the lines, so that a slow pipe holds up no stamp. No class here uses Netty or Gatling.
 */
@NullMarked
package dev.broadside.load.witness;

import org.jspecify.annotations.NullMarked;
