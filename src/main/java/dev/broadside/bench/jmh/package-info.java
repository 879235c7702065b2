/**
 * The JMH benchmarks: what the parts of a fan-out cost, each class a question.
 *
 * <p>{@link dev.broadside.bench.jmh.LookupBench} starts a stage, which has DynamoDB Local behind
 * its counting port ({@link dev.broadside.bench.jmh.CountingStage}), fills tables through it
 * ({@link dev.broadside.bench.jmh.LookupTables}, the same items for the same {@link
 * dev.broadside.bench.jmh.TableShape}), and runs {@link dev.broadside.bench.jmh.LookupBenchmark}
 * row by row in forks of their own. What a lookup took, the stage counted, not the benchmark; what
 * it must take, {@code dev.broadside.aws} says. {@link dev.broadside.bench.jmh.MessageBenchmark}
 * needs neither stage nor table.
 *
 * <p>Forks are the unit: iterations of one fork are not independent. Results are JMH's own JSON,
 * rewritten after each row, so that what is finished is kept.
 */
@NullMarked
package dev.broadside.bench.jmh;

import org.jspecify.annotations.NullMarked;
