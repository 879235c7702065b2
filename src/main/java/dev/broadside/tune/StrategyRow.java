package dev.broadside.tune;

import dev.broadside.aws.BroadcastModel;
import dev.broadside.aws.Cost;
import dev.broadside.aws.LambdaUse;
import dev.broadside.aws.LambdaUse.Processor;
import dev.broadside.aws.Prices;
import dev.broadside.aws.Profile.Service;
import dev.broadside.aws.QueueUse;
import java.time.Duration;

/**
 * What a strategy comes to for somebody's table: units, ceilings and dollars by AWS's rules, times
 * <b>modelled</b>.
 *
 * @param pages of a lookup
 * @param units of a lookup, on average
 * @param tableCeiling broadcasts a second of a table with enough partitions
 * @param partitionCeiling of one partition
 * @param firstMillis until the first receiver has it
 * @param lastMillis until the last one has it
 */
public record StrategyRow(
    Strategy strategy,
    double pages,
    double units,
    double tableCeiling,
    double partitionCeiling,
    double firstMillis,
    double lastMillis,
    Dollars dollars) {
  private static final double MILLION = 1e6;
  private static final double NANOS = 1e6;

  static StrategyRow of(
      Strategy strategy, TuningInputs inputs, Assumptions assumptions, Prices prices) {
    Reading reading = Reading.of(strategy, inputs, assumptions);
    // A cached list is read once in its time, at most once a broadcast.
    double share =
        strategy == Strategy.CACHED
            ? Math.min(1, 1 / (inputs.broadcastsOfRoom() * assumptions.cachedSeconds()))
            : 1;
    Times times = Times.of(strategy, inputs, assumptions, reading, share);
    double units = reading.pages().units() * share;
    return new StrategyRow(
        strategy,
        reading.pages().pages() * share,
        units,
        reading.ofTable() / share,
        reading.ofPartition() / share,
        times.first,
        times.last,
        new Dollars(
            Dollars.reads(units, prices),
            Dollars.indexWrites(reading.joinUnits(), inputs, prices),
            MILLION * times.lambda(assumptions, prices),
            MILLION
                * (inputs.room() + 1)
                * Cost.meteredMessages(assumptions.messageBytes())
                * prices.webSocket().message(),
            Dollars.minutes(inputs, prices),
            MILLION * times.queueRequests * prices.sqs().standard()));
  }

  /**
   * When the first and the last receiver have it, and how long functions work for it.
   *
   * @param invocations of the functions that work for {@code eachMillis}
   */
  private record Times(
      double first,
      double last,
      double onceMillis,
      long invocations,
      double eachMillis,
      double queueRequests) {

    static Times of(
        Strategy strategy,
        TuningInputs inputs,
        Assumptions assumptions,
        Reading reading,
        double share) {
      boolean queued = strategy == Strategy.QUEUE;
      long receivers = queued ? Math.min(assumptions.chunk(), inputs.room()) : inputs.room();
      BroadcastModel.Parts parts =
          assumptions
              .model()
              .of(
                  new BroadcastModel.Broadcast(
                      receivers, 0, reading.inTurn(), reading.bytesInTurn()));
      double spared = (1 - share) * parts.firstPageMillis();
      double post = assumptions.profile().latency(Service.POST).meanMillis();
      double first = parts.invokeMillis() + parts.firstPageMillis() + post - spared;
      double last = parts.lastMillis() - spared;
      if (!queued) {
        return new Times(first, last, last - parts.invokeMillis(), 0, 0, 0);
      }
      return queued(inputs, assumptions, parts, first);
    }

    /** A function that looks up and sends; the queue; and one function for each message. */
    private static Times queued(
        TuningInputs inputs, Assumptions assumptions, BroadcastModel.Parts parts, double first) {
      double queue = assumptions.profile().latency(Service.SQS).meanMillis();
      long messages = Math.ceilDiv(inputs.room(), (long) assumptions.chunk());
      long bytes = assumptions.messageBytes() + assumptions.chunk() * 20L;
      double looking = parts.lastMillis() - parts.invokeMillis() - parts.postingMillis();
      var bucket = assumptions.profile().quotas().requests();
      double floor = bucket == null ? 0 : bucket.secondsFor(inputs.room()) * 1e3;
      double before = parts.invokeMillis() * 2 + queue;
      return new Times(
          first + queue + parts.invokeMillis(),
          before + looking + Math.max(parts.postingMillis(), floor),
          looking + queue,
          messages,
          parts.postingMillis(),
          new QueueUse(messages, bytes).requests());
    }

    double lambda(Assumptions assumptions, Prices prices) {
      return use(assumptions, onceMillis).usd(prices.lambda())
          + invocations * use(assumptions, eachMillis).usd(prices.lambda());
    }

    private static LambdaUse use(Assumptions assumptions, double millis) {
      return new LambdaUse(
          assumptions.memoryMb(), Duration.ofNanos(Math.round(millis * NANOS)), Processor.ARM64);
    }
  }
}
