/**
 * The JMH benchmarks: what the parts of a fan-out cost, each class a question.
 *
 * <p>{@link dev.broadside.bench.jmh.LookupBench} starts a stage, which has DynamoDB Local behind
 * its counting port ({@link dev.broadside.bench.jmh.CountingStage}), fills tables through it
 * ({@link dev.broadside.bench.jmh.LookupTables}, the same items for the same {@link
 * dev.broadside.bench.jmh.TableShape}), and runs {@link dev.broadside.bench.jmh.LookupBenchmark}
 * row by row in forks of their own. {@link dev.broadside.bench.jmh.FanoutBench} runs {@link
 * dev.broadside.bench.jmh.FanoutBenchmark} against a stub of {@code @connections} ({@code
 * bench.stub}), {@link dev.broadside.bench.jmh.BroadcastBench} runs {@link
 * dev.broadside.bench.jmh.BroadcastBenchmark} between both. What a row took, the stage and the stub
 * counted, not the benchmark; what it must take, {@code dev.broadside.aws} and the row itself say.
 * {@link dev.broadside.bench.jmh.MessageBenchmark} needs none of them. On tables of its own in
 * another DynamoDB ({@link dev.broadside.bench.jmh.OwnTables}) no stage is in between, and that
 * DynamoDB's answers say what a lookup took ({@link dev.broadside.bench.jmh.LookupPlace}).
 *
 * <p>Forks are the unit of an {@link dev.broadside.bench.jmh.Interval}: iterations of one fork are
 * not independent.
 *
 * <p><b>To read</b>: a folder {@code bench-<name>-<time>} has {@code <name>.json}, the rows, which
 * {@link dev.broadside.bench.jmh.Rows#in} reads back into {@link
 * dev.broadside.bench.jmh.LookupResult}, {@link dev.broadside.bench.jmh.FanoutResult} and {@link
 * dev.broadside.bench.jmh.BroadcastResult} (the names are the constants {@code NAME} of the
 * benches). Each has its {@code row} (what was varied), {@code millis} ({@link
 * dev.broadside.bench.jmh.Timing}: forks, interval, bytes allocated), and counters: {@link
 * dev.broadside.bench.jmh.StageCounts} from the stage, {@code StubCounts} from the stub. {@code
 * results.json} is JMH's own format, {@code bench.json} says of what code, mode and machine the
 * folder is. Both files of results are written again after each row, so that what is finished is
 * kept, and not measured again when the benchmark goes on.
 */
@NullMarked
package dev.broadside.bench.jmh;

import org.jspecify.annotations.NullMarked;
