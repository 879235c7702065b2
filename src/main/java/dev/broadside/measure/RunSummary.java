package dev.broadside.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code summary.json}, schema {@code broadside/run/1}: everything that a run found out. Field
 * names are the file's; an unknown number is {@code null}, never absent and never 0.
 */
public record RunSummary(
    String schema,
    boolean interrupted,
    Run run,
    Verdict verdict,
    Connections connections,
    Broadcasts broadcasts,
    Deliveries deliveries,
    Latency latency,
    Handler handler,
    Validity validity,
    Cost cost,
    Map<String, @Nullable Object> environment) {

  /** The schema that this version writes. */
  public static final String SCHEMA = "broadside/run/1";

  /** Before the reasons in {@link Connections#reasons} of subscribers that were open. */
  public static final String CUT = "cut: ";

  /** The same of publishers, which are in no other number of {@link Connections}. */
  public static final String PUBLISHER_CUT = "publisher cut: ";

  /** The same of a run that was cut short, which is why it cannot count. */
  public RunSummary cutShort(String why) {
    List<String> reasons = new ArrayList<>(List.of(why));
    reasons.addAll(verdict.reasons());
    return new RunSummary(
        schema,
        true,
        run,
        new Verdict(Status.INVALID, reasons),
        connections,
        broadcasts,
        deliveries,
        latency,
        handler,
        validity,
        cost,
        environment);
  }

  /** The same with what somebody else counted of the handlers' work. */
  public RunSummary withHandler(Handler counted) {
    return new RunSummary(
        schema,
        interrupted,
        run,
        verdict,
        connections,
        broadcasts,
        deliveries,
        latency,
        counted,
        validity,
        cost,
        environment);
  }

  /** The same, measured in such an environment. */
  public RunSummary withEnvironment(Map<String, @Nullable Object> facts) {
    return new RunSummary(
        schema,
        interrupted,
        run,
        verdict,
        connections,
        broadcasts,
        deliveries,
        latency,
        handler,
        validity,
        cost,
        facts);
  }

  /** Which run this was. Times are ISO 8601 in UTC. */
  public record Run(
      String id,
      String scenario,
      String question,
      long seed,
      String startedAt,
      @Nullable String finishedAt,
      String target,
      @Nullable String design,
      @Nullable String profile,
      Map<String, Object> parameters,
      @Nullable String commit,
      int injectors) {}

  /** The judgement, with a sentence for everything that kept it from PASS. */
  public record Verdict(Status status, List<String> reasons) {}

  /** PASS, FAIL, or INVALID: the measurement cannot be trusted. */
  public enum Status {
    PASS,
    FAIL,
    INVALID
  }

  /**
   * The audience's connections; {@code connectMillis} is of the first one of each subscriber.
   *
   * @param reasons why connections failed or were cut, those of publishers too, each with how often
   * @param churn what we made them do; {@code null} when everybody stayed
   */
  public record Connections(
      long asked,
      long opened,
      long failed,
      long dropped,
      Distribution connectMillis,
      Map<String, Long> reasons,
      @Nullable Churn churn) {

    /** Connections that stay. */
    public Connections(
        long asked, long opened, long failed, long dropped, Distribution connectMillis) {
      this(asked, opened, failed, dropped, connectMillis, Map.of(), null);
    }

    /** The same, which came and went. */
    public Connections with(Churn churned) {
      return new Connections(asked, opened, failed, dropped, connectMillis, reasons, churned);
    }

    /** The same, with why some failed or were cut. */
    public Connections because(Map<String, Long> why) {
      return new Connections(asked, opened, failed, dropped, connectMillis, why, churn);
    }
  }

  /**
   * How connections left and joined again because we made them: in the warm-up too, but for what
   * they received.
   *
   * @param planned how many were to leave
   * @param leaves how many of these did; the others found nobody who was there
   * @param storms how often many of them left at once
   * @param renewals connections that were replaced before the stage would cut them
   * @param rejoins how many joined again
   * @param failed rejoins that did not, and were tried again
   * @param failures why
   * @param slow rejoins that took longer than {@code audience.churn.within}
   * @param awayAtEnd how many had not joined again when this was written
   * @param rejoinMillis handshakes of the rejoins
   * @param received how many of {@code deliveries.churned} were received all the same
   * @param strays what reached connections that had left, or were not there for it
   */
  public record Churn(
      long planned,
      long leaves,
      long storms,
      long renewals,
      long rejoins,
      long failed,
      Map<String, Long> failures,
      long slow,
      long awayAtEnd,
      Distribution rejoinMillis,
      long received,
      long strays) {

    /** Rejoins that failed or were slow; a few of them are no reason for a verdict. */
    long troubled() {
      return failed + slow;
    }
  }

  /** {@code planned = published + rejected + skipped}, of the measured window. */
  public record Broadcasts(
      long planned,
      long published,
      long rejected,
      long skipped,
      long complete,
      long incomplete,
      Distribution publishDelayMillis) {}

  /** The books: {@code expected = delivered + lost}, always. */
  public record Deliveries(
      long expected,
      long delivered,
      long lost,
      Map<String, Long> lostByReason,
      long late,
      long duplicate,
      long repeats,
      long outOfOrder,
      long unexpected,
      long foreign,
      long echoes,
      long churned) {}

  /**
   * From the intended time; {@code serviceMillis} from the actual send.
   *
   * @param pingMillis PING to PONG in the measured window, the network's share; {@code null} when
   *     no PING was answered
   * @param idlePingMillis the same before anything was published
   * @param rooms the last receiver by the size of the room, the smallest first; {@code null} where
   *     nobody had whole rooms in view
   */
  public record Latency(
      Distribution deliveryMillis,
      Distribution serviceMillis,
      Distribution firstMillis,
      Distribution p90Millis,
      Distribution p99Millis,
      Distribution lastMillis,
      @Nullable Distribution pingMillis,
      @Nullable Distribution idlePingMillis,
      @Nullable List<RoomSize> rooms) {

    /** Latencies without a PING, of which the rooms are not known. */
    public Latency(
        Distribution deliveryMillis,
        Distribution serviceMillis,
        Distribution firstMillis,
        Distribution p90Millis,
        Distribution p99Millis,
        Distribution lastMillis) {
      this(
          deliveryMillis,
          serviceMillis,
          firstMillis,
          p90Millis,
          p99Millis,
          lastMillis,
          null,
          null,
          null);
    }

    /** The same with the last receivers by the size of the room. */
    public Latency withRooms(List<RoomSize> sizes) {
      return new Latency(
          deliveryMillis,
          serviceMillis,
          firstMillis,
          p90Millis,
          p99Millis,
          lastMillis,
          pingMillis,
          idlePingMillis,
          List.copyOf(sizes));
    }

    /** The same beside what PINGs took; none where none was answered. */
    public Latency withPings(Distribution measured, Distribution idle) {
      return new Latency(
          deliveryMillis,
          serviceMillis,
          firstMillis,
          p90Millis,
          p99Millis,
          lastMillis,
          measured.count() == 0 ? null : measured,
          idle.count() == 0 ? null : idle,
          rooms);
    }
  }

  /**
   * The broadcasts to rooms of about one size. Whether large rooms are late when small ones are not
   * is in no number of all rooms together.
   *
   * @param from the fewest subscribers of such a room
   * @param to the most
   * @param rooms how many of them had a broadcast
   * @param lastMillis as {@link Latency#lastMillis}
   */
  public record RoomSize(
      int from,
      int to,
      int rooms,
      long broadcasts,
      long expected,
      long delivered,
      Distribution lastMillis) {}

  /**
   * What the handlers did, as the stage counted it; {@code null} where the stage cannot tell.
   *
   * @param bytes of the posts' requests, and of the frames that they became
   */
  public record Handler(
      @Nullable Long posts,
      @Nullable Long attempts,
      @Nullable Long gone,
      @Nullable Long throttled,
      @Nullable Long failed,
      @Nullable Long bytes,
      Lookups lookups) {

    /** Of a stage that does not count bytes. */
    public Handler(
        @Nullable Long posts,
        @Nullable Long attempts,
        @Nullable Long gone,
        @Nullable Long throttled,
        @Nullable Long failed,
        Lookups lookups) {
      this(posts, attempts, gone, throttled, failed, null, lookups);
    }
  }

  /** What the lookups read. */
  public record Lookups(
      @Nullable Long requests,
      @Nullable Long pages,
      @Nullable Long items,
      @Nullable Double readUnits) {}

  /** Whether the measurement can be trusted, check by check. */
  public record Validity(List<Check> checks) {}

  /** One check: its value and limit as a person reads them. */
  public record Check(String name, String value, String limit, boolean ok) {}

  /** What AWS would have charged for the measured window, at the list price of a stated day. */
  public record Cost(
      @Nullable Long messages,
      @Nullable Double connectionMinutes,
      @Nullable Double usd,
      @Nullable String pricesAsOf) {}
}
