package dev.broadside.aws;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a local stage adds to what the machine takes: quotas, latencies, and the ceilings and the
 * lag of tables. What is null, or missing in {@link #latencies}, adds nothing.
 *
 * @param name a bundled profile's name, or a file's path
 * @param seed what all draws come from, so that a run repeats
 */
public record Profile(
    String name,
    long seed,
    Quotas quotas,
    Map<Service, Latency> latencies,
    Tables tables,
    String throttledMessage) {
  /** What can take time. */
  public enum Service {
    /** From the decision to call a function until it runs. */
    INVOKE("invoke"),
    /** A call of {@code @connections}, until the frame is handed over. */
    POST("post"),
    /** A DynamoDB request. */
    DYNAMODB("dynamodb"),
    /** What a page of a Scan or Query takes beyond its request. */
    PAGE("page"),
    /** An SQS request. */
    SQS("sqs"),
    /** From a write until its function is invoked by the table's stream. */
    STREAMS("streams");

    private final String word;

    Service(String word) {
      this.word = word;
    }

    /** As profiles write it. */
    public String word() {
      return word;
    }
  }

  /**
   * Limits of API Gateway and Lambda.
   *
   * @param connects handshakes
   * @param requests what inbound messages, handshakes and {@code @connections} calls share
   * @param integration how long a route waits for its function
   * @param concurrency invocations under way at a time
   * @param outboundBytes what a client may leave unread until posts to it are refused
   */
  public record Quotas(
      @Nullable Quota connects,
      @Nullable Quota requests,
      @Nullable Duration integration,
      @Nullable Integer concurrency,
      @Nullable Integer outboundBytes) {}

  /**
   * Limits of DynamoDB, in read or write units.
   *
   * @param lag from a write until a global secondary index shows it
   */
  public record Tables(
      Latency lag,
      @Nullable Quota partitionReads,
      @Nullable Quota partitionWrites,
      @Nullable Quota tableReads,
      @Nullable Quota tableWrites) {
    /** Whether any unit is limited. */
    public boolean haveCeilings() {
      return partitionReads != null
          || partitionWrites != null
          || tableReads != null
          || tableWrites != null;
    }
  }

  /** How long {@code service} takes. */
  public Latency latency(Service service) {
    return latencies.getOrDefault(service, Latency.NONE);
  }
}
