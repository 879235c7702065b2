/**
 * Gatling extension and simulation: opens the subscribers, publishes on an absolute schedule, and
 * hands every frame to the ledger.
 *
 * <p>{@link dev.broadside.load.Run} is one run from the start of the stage to the finished folder;
 * it lives in the injector JVM, whether {@link dev.broadside.load.InjectorMain} started Gatling
 * there or {@code mvn gatling:test} did. {@link dev.broadside.load.BroadcastSimulation} tells
 * Gatling when to inject users; a user is one connection ({@code ConnectAction}), opened on the
 * event loop that Gatling gave it, and parked until the run is over.
 *
 * <p>Each connection is somebody ({@code Person}: room, user, token), named in its handshake
 * ({@code Handshakes}), in the first frame that it may have to join with ({@code Joining}), and in
 * what it publishes. Nobody else gets to know a token.
 *
 * <p>How sockets leave this machine is a {@code Route}: whom TLS trusts ({@link
 * dev.broadside.load.trust}, which the witness uses too), by which addresses, through which proxy's
 * {@code Tunnel}. The {@code Dialer} goes it for every connection of a run. A {@code
 * HandshakeSigner} signs handshakes for AWS, with the SDK's own signer: {@code handlers.sigv4}
 * ships to Lambda alone.
 *
 * <p>What publishes is an {@code Outlet}: a {@code Publisher} sends frames on its WebSocket, an
 * {@code HttpPublisher} requests, to the stage's HTTP API or to a queue. The {@code Timetable} says
 * when, and what became of a broadcast comes back as a {@code Departure}.
 *
 * <p>Where connections come and go there is a {@code Crowd}: an {@code Attendee} has one connection
 * after the other, the {@code Turnover} says who leaves when, and a {@code Relay} replaces a
 * publisher's connection before the stage would cut it.
 *
 * <p>Beside the audience a {@code Witness} listens, a process on another library ({@link
 * dev.broadside.load.witness}), and says in the end whether the latencies are true. {@code Pings}
 * tell what the network takes of them.
 *
 * <p>In a simulation of a user's own ({@link dev.broadside.load.dsl}) there is no {@code Run}:
 * users of their scenarios come to a {@link dev.broadside.load.Room}, each {@link
 * dev.broadside.load.Member} by an {@link dev.broadside.load.Admission}, and its {@code RoomClerk}
 * is the conductor of its books.
 *
 * <p>Where a run has several injectors, each does a {@link dev.broadside.load.Share} of it ({@link
 * dev.broadside.load.ShareRun}), begins when it is told, and keeps books of what the others publish
 * too ({@code Turns}). Their local stage is a {@link dev.broadside.load.CommonStage}.
 *
 * <p>Threads: Gatling's event loops stamp, read and book frames ({@code Inbox}) and send
 * publications; the {@code schedule} thread decides when one is due; the {@code conductor} thread
 * leads through the phases, settles books and alone owns the {@link
 * dev.broadside.measure.Recorder}. What they share is the ledger and {@code Population}, whose
 * counters are atomic.
 *
 * <p>Gatling's own WebSocket support is not used: it loses pushed messages silently and stamps in
 * milliseconds (decision 4).
 */
@NullMarked
package dev.broadside.load;

import org.jspecify.annotations.NullMarked;
