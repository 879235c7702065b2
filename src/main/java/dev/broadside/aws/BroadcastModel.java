package dev.broadside.aws;

import dev.broadside.aws.Profile.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When the last receiver has a broadcast on AWS: <b>modelled</b>, never measured. A model of the
 * latencies and quotas of a {@link Profile}, most of which are modelled themselves, and of what the
 * function's own code was measured to take.
 *
 * <pre>
 *   last = invoke + requests + first page + max(posting, later pages + posting of the last page, floor)
 * </pre>
 *
 * <ul>
 *   <li>What happens once, or a few times in a row, counts with its mean.
 *   <li>The first post waits for the first page. Later pages are asked for while there is posted,
 *       so they cost the last receiver nothing unless posting overtakes them.
 *   <li>Posting is {@link Posting}, and what each post costs the function itself.
 *   <li>The floor is the account's bucket of requests: {@link Quota#secondsFor}. A broadcast that
 *       finds it full and alone cannot end earlier.
 * </ul>
 *
 * <p>Left out: cold starts, other callers of the bucket, broadcasts that overlap, a processor that
 * is a fraction of one ({@link LambdaUse#processors}), and the way to the client.
 *
 * @param inFlight the most posts at once
 * @param ownMicros what a post takes beyond its round trip, as measured with so many in flight
 */
public record BroadcastModel(Profile profile, int inFlight, double ownMicros) {
  private static final double SECOND_MILLIS = 1e3;
  private static final double MILLI_MICROS = 1e3;
  private static final long PAGE_BYTES = 1 << 20;

  /**
   * What a broadcast does.
   *
   * @param requests to DynamoDB before its lookup begins
   * @param pages that the lookup reads
   * @param bytes of all these pages
   */
  public record Broadcast(long receivers, int requests, Pages pages, long bytes) {}

  /**
   * The parts of a modelled time, in milliseconds; {@code lastMillis} is what comes of them.
   *
   * @param floorMillis what the bucket allows for the posts at best
   */
  public record Parts(
      double invokeMillis,
      double requestsMillis,
      double firstPageMillis,
      double laterPagesMillis,
      double postingMillis,
      double floorMillis,
      double lastMillis) {}

  /** The modelled time, as a median over broadcasts. */
  public Parts of(Broadcast broadcast) {
    double invoke = mean(Service.INVOKE);
    double requests = broadcast.requests * mean(Service.DYNAMODB);
    long pages = broadcast.pages.pages();
    double page = mean(Service.DYNAMODB) + mean(Service.PAGE) * pageShare(broadcast);
    double later = (pages - 1) * page;
    double posting = posting(broadcast.receivers);
    double afterLastPage = later + posting(Math.ceilDiv(broadcast.receivers, pages));
    Quota bucket = profile.quotas().requests();
    double floor = bucket == null ? 0 : bucket.secondsFor(broadcast.receivers) * SECOND_MILLIS;
    double last =
        invoke
            + requests
            + page
            + Math.max(floor, Math.max(posting, pages > 1 ? afterLastPage : 0));
    return new Parts(invoke, requests, page, later, posting, floor, last);
  }

  private double posting(long posts) {
    return new Posting(inFlight, profile.latency(Service.POST)).millis(posts)
        + posts * ownMicros / MILLI_MICROS;
  }

  private double mean(Service service) {
    return profile.latency(service).meanMillis();
  }

  /** How much of a full page a page is, on average: its latency is in proportion. */
  private static double pageShare(Broadcast broadcast) {
    return Math.min(1, (double) broadcast.bytes / broadcast.pages.pages() / PAGE_BYTES);
  }

  /** What stands beside every modelled number. */
  public Map<String, @Nullable Object> parameters() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("modelled", true);
    all.put("profile", profile.name());
    for (Service service :
        new Service[] {Service.INVOKE, Service.DYNAMODB, Service.PAGE, Service.POST}) {
      Latency latency = profile.latency(service);
      all.put(
          service.word(),
          latency.p50().toNanos() / 1e6 + " ms, p99 " + latency.p99().toNanos() / 1e6 + " ms");
    }
    Quota bucket = profile.quotas().requests();
    all.put("bucket", bucket == null ? null : bucket.perSecond() + "/s + " + bucket.burst());
    all.put("inFlight", inFlight);
    all.put("ownMicros", ownMicros);
    return all;
  }
}
