package dev.broadside.stage.sources;

/**
 * How many batches of a queue may be under way: five at first, 300 more in each minute in which
 * that was not enough, never above {@code most}; five again after the queue ran dry (Lambda
 * developer guide, services-sqs-scaling; how fast AWS goes down is not documented, so at once).
 */
final class BatchConcurrency {
  private static final int FIRST = 5;
  private static final double GROWTH_PER_NANO = 300 / 60e9;

  private final int most;
  private double allowed;
  private boolean refused;
  private long asked;

  BatchConcurrency(int most) {
    this.most = most;
    this.allowed = Math.min(FIRST, most);
  }

  /** Whether one more may begin. Asked at two times and refused at the first, it grew between. */
  boolean admits(int underWay, long now) {
    if (refused) {
      allowed = Math.min(most, allowed + (now - asked) * GROWTH_PER_NANO);
    }
    asked = now;
    refused = underWay >= (int) allowed;
    return !refused;
  }

  /** The queue is empty and no batch is under way. */
  void ranDry() {
    allowed = Math.min(FIRST, most);
    refused = false;
  }
}
