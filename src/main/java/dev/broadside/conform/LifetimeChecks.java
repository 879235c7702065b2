package dev.broadside.conform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How F5 and F6 are made: connections that wait for their end. */
final class LifetimeChecks {
  /** AWS was seen to be 4 s late of 600; a machine that is busy is later. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private LifetimeChecks() {}

  /** A machine that is this often too slow for the post to come in time cannot tell. */
  private static final int ATTEMPTS = 5;

  /** One connection stays idle, another gets a post when half its time is over. */
  static void idle(Site site) throws CannotCheck, Difference, IOException, InterruptedException {
    // The function's first answer, which may take long, is not these connections' time.
    site.idOf(site.talk());
    for (int attempt = 1; !wasIdle(site); attempt++) {
      if (attempt == ATTEMPTS) {
        throw new CannotCheck("this machine is too slow to post within the idle time");
      }
    }
  }

  /** Whether the post came in time; if not, nothing is known. */
  private static boolean wasIdle(Site site)
      throws CannotCheck, Difference, IOException, InterruptedException {
    Duration limit = site.clocks().idle();
    Talker quiet = site.talk();
    Talker posted = site.talk();
    // What the stage counts from comes later than this, and earlier than the start.
    long before = System.nanoTime();
    String quietId = site.idOf(quiet);
    String postedId = site.idOf(posted);
    long start = System.nanoTime();
    Thread.sleep(limit.multipliedBy(6).dividedBy(10));
    Answer post = site.management().post(postedId, "hello".getBytes(StandardCharsets.US_ASCII));
    if (elapsed(before).compareTo(limit) >= 0) {
      return false;
    }
    Difference.unlessSame("the post: HTTP", 200, post.status());
    Said end = quiet.next(left(start, limit.plus(slack(limit))));
    isGoingAway(end, "after " + limit);
    isNotEarly(before, limit);
    Difference.unless(posted.isOpen(), "a post that resets the idle time", "it did not");
    posted.next();
    Said postedEnd = posted.next(left(start, limit.multipliedBy(2).plus(slack(limit))));
    isGoingAway(postedEnd, "for the other too");
    disconnect(site, quietId);
    return true;
  }

  private static void disconnect(Site site, String id)
      throws CannotCheck, Difference, InterruptedException {
    var context = site.disconnectOf(id).path("requestContext");
    Difference.unlessSame(
        "disconnectStatusCode", 1001, context.path("disconnectStatusCode").asInt());
    Difference.unlessSame(
        "disconnectReason", "Going away", context.path("disconnectReason").asText());
  }

  /** A connection that speaks often is closed all the same. */
  static void age(Site site) throws CannotCheck, Difference, InterruptedException {
    Duration limit = site.clocks().maxAge();
    // A stage counts from somewhere in the handshake.
    long before = System.nanoTime();
    Talker talker = site.talk();
    long start = System.nanoTime();
    Duration pause = site.clocks().idle().dividedBy(3);
    while (elapsed(start).compareTo(limit.plus(slack(limit))) < 0) {
      talker.send(Site.message("event").toString());
      Said said = talker.next(pause);
      while (said instanceof Said.Text) {
        said = talker.next(pause);
      }
      if (said instanceof Said.Closed) {
        isGoingAway(said, "after " + limit);
        isNotEarly(before, limit);
        return;
      }
    }
    throw new Difference("close 1001 after " + limit, "the connection is still open");
  }

  private static void isGoingAway(Said end, String when) throws Difference {
    Difference.unless(
        end instanceof Said.Closed closed && closed.code() == 1001, "close 1001 " + when, end);
  }

  private static void isNotEarly(long start, Duration limit) throws Difference {
    Duration elapsed = elapsed(start);
    Difference.unless(
        elapsed.compareTo(limit.multipliedBy(9).dividedBy(10)) > 0,
        "close 1001 after " + limit,
        "after " + elapsed);
  }

  private static Duration slack(Duration limit) {
    return SLACK.plus(limit.dividedBy(20));
  }

  private static Duration elapsed(long start) {
    return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }

  private static Duration left(long start, Duration until) {
    Duration left = until.minus(elapsed(start));
    return left.isNegative() ? Duration.ZERO : left;
  }
}
