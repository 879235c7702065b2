/**
 * One run on several injectors: they meet in one DynamoDB table, begin together, and leave there
 * what each of them measured.
 *
 * <p>What an injector does next is a function, {@code Protocol}, of where it is, what it heard and
 * what time it is. {@code Rendezvous} asks it and does what it says: with a {@code Table}, which is
 * {@code DynamoTable} but in tests, and with its {@link dev.broadside.scale.Work}, the load, which
 * this package knows nothing of. Beside that thread a {@code Heartbeat} tells where it is, and
 * looks at the switch. {@link dev.broadside.scale.Attendance} is all of it together, {@link
 * dev.broadside.scale.Roster} the same run as its launcher sees it, {@link
 * dev.broadside.scale.Timekeeper} what keeps it in step with injectors of other hosts. What the
 * results are and how they become one is {@link dev.broadside.scale.merge}, what clocks are worth
 * {@link dev.broadside.scale.clock}.
 *
 * <p><b>An injector</b> is one process, {@code ./broadside injector}, that reads nothing but
 * variables and works on whatever engine starts processes:
 *
 * <table>
 * <caption>What an injector reads</caption>
 * <tr><td>{@code BROADSIDE_RUN_ID}<td>the run, 1 to 16 of {@code [0-9a-z]}; never used twice
 * <tr><td>{@code BROADSIDE_SHARDS}<td>how many injectors the run has
 * <tr><td>{@code BROADSIDE_SHARD}<td>which of them this is, from 0; without it {@code
 * JOB_COMPLETION_INDEX} (Kubernetes), then {@code AWS_BATCH_JOB_ARRAY_INDEX}, else it claims a slot
 * that is free
 * <tr><td>{@code BROADSIDE_TABLE}<td>the table, default {@code broadside-rendezvous}; it has to be
 * there: partition key {@code pk}, sort key {@code sk}, both strings, time to live {@code expires}
 * <tr><td>{@code BROADSIDE_DYNAMODB}<td>the URL of its endpoint, or {@code aws} (default), where
 * the SDK finds region and credentials as usual
 * <tr><td>{@code BROADSIDE_SCENARIO}<td>the scenario file; the same bytes for all
 * <tr><td>{@code BROADSIDE_TARGET}<td>the stage, {@code ws://} or {@code wss://}; without it the
 * scenario must name one
 * <tr><td>{@code BROADSIDE_QUORUM}<td>how many injectors are enough to begin once {@code
 * BROADSIDE_BARRIER_TIMEOUT} is over; default all
 * <tr><td>{@code BROADSIDE_BARRIER_TIMEOUT}<td>how long an injector that is ready waits for the
 * others, default {@code 5m}: API Gateway closes what was idle for ten minutes
 * <tr><td>{@code BROADSIDE_REPORTS}<td>where its own folder goes (logs, interval logs), which must
 * be writable; default {@code reports}
 * <tr><td>{@code BROADSIDE_HEAP}<td>its {@code -Xmx}, default {@code 640m}; read by the script
 * <tr><td>{@code BROADSIDE_ANCHOR}<td>the launcher's clock, {@code <epochMicros>:<nanoTime>}, from
 * a launcher on the same host; then its standard input is the launcher's, and its end stops the run
 * <tr><td>{@code BROADSIDE_TEST_CLOCKS}<td>for the proofs of Broadside alone: clocks that injectors
 * of one host pretend to have, see {@link dev.broadside.scale.clock.HostClock#pretended}
 * </table>
 *
 * <p>It exits with 0 when it did its part, whatever the verdict will be; 40 when all slots are
 * taken (surplus); 41 when it came too late or replaces one that was here before; 42 when the
 * others did not come in time; 43 when its clock is not to be believed; 1 when something failed or
 * the run was aborted, 64 for bad variables or a bad scenario, 130 and 143 when it was interrupted.
 * What it has to say goes to standard error, as one sentence that starts with {@code broadside:}.
 *
 * <p><b>The table</b> holds everything of a run under {@code pk} = its id:
 *
 * <table>
 * <caption>Items of a run</caption>
 * <tr><td>{@code plan}<td>schema, number of injectors, digest of the scenario: two runs with one id
 * are found here
 * <tr><td>{@code slot#0007}<td>who is injector 7 (a random owner, its host)
 * <tr><td>{@code hb#0007}<td>its heartbeat, every two seconds: its progress as JSON and, once it
 * left, its exit code and sentence
 * <tr><td>{@code barrier}<td>who is ready (a string set), and the decision, written once: begin at
 * {@code startAt} (microseconds since the epoch) with those in {@code starters}, or {@code failed}
 * <tr><td>{@code abort}<td>the switch: whoever puts it (attribute {@code reason}) stops the run
 * <tr><td>{@code time#0007}<td>where it answers UDP echoes of its time, and what its environment
 * says of its wall clock; not there where all injectors share their launcher's clock
 * <tr><td>{@code part#0007#owner#0000}<td>a piece of its result, under the item limit
 * <tr><td>{@code done#0007}<td>its result is whole: number of parts, length, SHA-256
 * </table>
 */
@NullMarked
package dev.broadside.scale;

import org.jspecify.annotations.NullMarked;
