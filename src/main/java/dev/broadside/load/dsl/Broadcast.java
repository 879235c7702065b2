package dev.broadside.load.dsl;

import static io.gatling.javaapi.core.CoreDsl.exec;

import dev.broadside.load.LoadException;
import dev.broadside.load.Room;
import io.gatling.core.CoreComponents;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One audience and what is published to it, in a user's own simulation. Every word before the
 * actions returns a new one; keep the last in a variable, since its actions share one audience.
 * Texts may have Gatling's EL in them, filled in from the session of whoever connects or publishes.
 */
public final class Broadcast {
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private final Declaration declared;
  private final Users users;
  private @Nullable CoreComponents core;
  private @Nullable Room room;

  Broadcast(Declaration declared) {
    this.declared = declared;
    this.users = new Users(declared);
  }

  /** The stage, {@code ws://} or {@code wss://}, with its query string. */
  public Broadcast url(String url) {
    return new Broadcast(declared.withUrl(url));
  }

  /** One more header of the handshake. */
  public Broadcast header(String name, String value) {
    return new Broadcast(declared.withHeader(name, value));
  }

  /** What {@code Sec-WebSocket-Protocol} offers. */
  public Broadcast subprotocol(String name) {
    return new Broadcast(declared.withSubprotocol(name));
  }

  /** The first frame of a connection, said as soon as it is open. */
  public Broadcast join(String message) {
    return new Broadcast(declared.withJoining(joining(message, null, WITHIN)));
  }

  /** The same, and a user has joined only once a frame contains {@code reply}, within 10 s. */
  public Broadcast join(String message, String reply) {
    return join(message, reply, WITHIN);
  }

  /** The same within a time of your own. */
  public Broadcast join(String message, String reply, Duration within) {
    return new Broadcast(declared.withJoining(joining(message, reply, within)));
  }

  private static Declaration.Joining joining(
      String message, @Nullable String reply, Duration within) {
    return new Declaration.Joining(new Template(message), reply, within);
  }

  /** A file of certificates (PEM) that TLS trusts too. */
  public Broadcast ca(String file) {
    return new Broadcast(declared.withReach(file, false));
  }

  /** TLS trusts everybody: for test stages. */
  public Broadcast insecure() {
    return new Broadcast(declared.withReach(null, true));
  }

  /** How long after a broadcast its books close; 5 s unless said. */
  public Broadcast drain(Duration time) {
    return new Broadcast(declared.withDrain(time));
  }

  /** The stage sends messages again on purpose: a repeat is no duplicate. */
  public Broadcast repeats() {
    return new Broadcast(declared.withRepeats());
  }

  /** How many users may ever subscribe, and broadcasts be published; 10,000 and 100,000. */
  public Broadcast upTo(int users, int broadcasts) {
    return new Broadcast(declared.upTo(users, broadcasts));
  }

  /**
   * Joins the audience, by a connection that stays when the user goes on, and ends. The user goes
   * on once it has joined, or as failed.
   */
  public ActionBuilder subscribe() {
    return step("subscribe", users::subscribe);
  }

  /** Leaves the audience: what is under way then is neither delivered nor lost, but churned. */
  public ActionBuilder leave() {
    return step("leave", users::leave);
  }

  /**
   * Publishes a frame that holds <code>#{marker}</code>, on a connection that the user has for this
   * alone and that is opened first. It is never in the audience; what comes back is an echo.
   */
  public ActionBuilder publish(String message) {
    requireMarker(message);
    Template text = new Template(message);
    return step("publish", (at, session, next) -> users.publish(text, at, session, next));
  }

  /**
   * Publishes by a request of your own, say {@code http("put").put(…)}, that sends the session's
   * <code>#{marker}</code>. Where it fails and nobody receives the broadcast, that was rejected.
   */
  public ChainBuilder publishBy(ActionBuilder request) {
    return exec(step("begin", users::begin)).exec(request).exec(step("end", users::end));
  }

  /**
   * Waits until the books of every broadcast are closed. Let it be the last step of whoever
   * publishes: Gatling ends with its users, and its report has what was settled by then.
   */
  public ActionBuilder settle() {
    return step("settle", users::settle);
  }

  /** The request in Gatling's report that is a connection of this broadcast. */
  public String connect() {
    return declared.name() + " connect";
  }

  /** The request that is one broadcast at one of its audience; a failed one is lost. */
  public String delivery() {
    return declared.name() + " delivery";
  }

  /** The request that is one broadcast until all of its audience has it. */
  public String last() {
    return declared.name() + " last receiver";
  }

  /** The request that is a frame of {@link #publish}, until it was handed to its channel. */
  public String published() {
    return declared.name() + " publish";
  }

  private static void requireMarker(String message) {
    if (!message.contains("#{" + Users.MARKER + "}")) {
      throw new IllegalArgumentException(
          "nobody could tell who has this broadcast: let the message hold #{marker}");
    }
  }

  private ActionBuilder step(String what, Step.Deed deed) {
    return Step.builder(declared.name() + " " + what, this::room, deed);
  }

  /** The room of this simulation; the first action that Gatling builds opens it. */
  private synchronized Room room(ScenarioContext context) {
    Room known = room;
    if (known != null && context.coreComponents().equals(core)) {
      return known;
    }
    try {
      Room opened = Room.open(declared.plan(), context.coreComponents());
      core = context.coreComponents();
      room = opened;
      return opened;
    } catch (LoadException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
