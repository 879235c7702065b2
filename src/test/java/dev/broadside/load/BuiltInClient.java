package dev.broadside.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pace;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.ws;

import dev.broadside.process.Parent;
import io.gatling.app.Gatling$;
import io.gatling.commons.stats.OK$;
import io.gatling.core.CoreComponents;
import io.gatling.http.action.ws.WsInboundMessage;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.List$;

/**
 * What Gatling has of its own to measure pushed messages with: {@code ws} and {@code
 * processUnmatchedMessages}, every half second for each user. Each message is parsed and its
 * latency put into an HdrHistogram, and, where it is asked for, into Gatling's statistics, without
 * which it is in none of its reports.
 *
 * <p>A process of its own; arguments: port, connections, broadcasts a second, seconds, whether
 * Gatling's statistics get each message, a folder for Gatling. It says {@code publishing}, and at
 * the end {@code received MESSAGES OF BROADCASTS}.
 */
final class BuiltInClient {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CONNECTING = Duration.ofSeconds(2);

  /** Everybody stays for so long after the last broadcast. */
  static final int LONGER_SECONDS = 15;

  private static final int BUFFER = 1_000;
  private static final int PAYLOAD = 512;
  private static final int PORT = 0;
  private static final int CONNECTIONS = 1;
  private static final int PER_SECOND = 2;
  private static final int SECONDS = 3;

  private static final Recorder LATENCIES = new Recorder(3);
  private static final LongAdder RECEIVED = new LongAdder();
  private static final AtomicInteger PUBLISHED = new AtomicInteger();

  private static int[] numbers = {};
  private static boolean logged;
  private static PrintStream protocol = System.out;

  private BuiltInClient() {}

  /** Measures once, and ends. */
  public static void main(String[] args) {
    Parent.listen(command -> {}, () -> {});
    numbers = List.of(args).subList(0, 4).stream().mapToInt(Integer::parseInt).toArray();
    logged = Boolean.parseBoolean(args[4]);
    System.setOut(System.err);
    Gatling$.MODULE$.fromArgs(
        new String[] {"-s", BuiltInSimulation.class.getName(), "-rf", args[5], "-nr", "-rd", ""});
    protocol.println("received " + RECEIVED.sum() + " of " + PUBLISHED);
    protocol.flush();
    Runtime.getRuntime().halt(0);
  }

  /** Its simulation. */
  public static final class BuiltInSimulation extends Simulation {
    private @Nullable CoreComponents core;

    /** Declares the subscribers, and the one publisher who begins when all are there. */
    public BuiltInSimulation() {
      Duration lasting = CONNECTING.multipliedBy(3).plusSeconds(numbers[SECONDS] + LONGER_SECONDS);
      Duration interval = Duration.ofNanos(1_000_000_000L / numbers[PER_SECOND]);
      var subscriber =
          scenario("subscribers")
              .exec(components())
              .exec(ws("connect").connect("/"))
              .during(lasting)
              .on(exec(ws.processUnmatchedMessages(this::take)).pause(POLL))
              .exec(ws("close").close());
      var publisher =
          scenario("publisher")
              .exec(ws("connect").connect("/"))
              .pause(CONNECTING.multipliedBy(2))
              .exec(BuiltInSimulation::begin)
              .exec(
                  repeat(numbers[SECONDS] * numbers[PER_SECOND])
                      .on(pace(interval).exec(ws("publish").sendText(session -> message()))));
      setUp(
              subscriber.injectOpen(rampUsers(numbers[CONNECTIONS]).during(CONNECTING)),
              publisher.injectOpen(atOnceUsers(1)))
          .protocols(
              http.wsBaseUrl("ws://127.0.0.1:" + numbers[PORT])
                  .wsUnmatchedInboundMessageBufferSize(BUFFER));
    }

    private ActionBuilder components() {
      io.gatling.core.action.builder.ActionBuilder scala =
          (context, next) -> {
            core = context.coreComponents();
            return next;
          };
      return () -> scala;
    }

    private static Session begin(Session session) {
      protocol.println("publishing");
      protocol.flush();
      return session;
    }

    private static String message() {
      String marker =
          "bs1.theirs.0.%s.%s.00"
              .formatted(
                  Integer.toString(PUBLISHED.getAndIncrement(), 36),
                  Long.toString(System.currentTimeMillis() * 1_000, 36));
      String text = "{\"action\":\"sendMessage\",\"message\":\"" + marker;
      return text + "-".repeat(PAYLOAD - text.length()) + "\"}";
    }

    private Session take(List<WsInboundMessage> messages, Session session) {
      for (WsInboundMessage message : messages) {
        if (message instanceof WsInboundMessage.Text text) {
          long end = text.timestamp();
          long start = intendedMillis(text.message());
          RECEIVED.increment();
          LATENCIES.recordValue(Math.max(0, end - start));
          CoreComponents known = core;
          if (logged && known != null) {
            log(known, start, end);
          }
        }
      }
      return session;
    }

    private static void log(CoreComponents core, long start, long end) {
      core.statsEngine()
          .logResponse(
              "subscribers",
              List$.MODULE$.empty(),
              "delivery",
              start,
              end,
              OK$.MODULE$,
              Option.empty(),
              Option.empty());
    }

    /** The fifth part of the marker. */
    private static long intendedMillis(String text) {
      int at = text.indexOf("bs1.");
      for (int part = 0; part < 4; part++) {
        at = text.indexOf('.', at) + 1;
      }
      return Long.parseLong(text, at, text.indexOf('.', at), 36) / 1_000;
    }
  }
}
