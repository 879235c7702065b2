package dev.broadside.load.dsl;

import com.typesafe.scalalogging.Logger;
import com.typesafe.scalalogging.Logger$;
import dev.broadside.load.Room;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** A Gatling action that does one thing to a room, and lets the user go on when it is done. */
final class Step implements Action {
  private static final System.Logger LOG = System.getLogger(Step.class.getName());

  private final String name;
  private final Room room;
  private final Deed deed;
  private final Action next;
  private Logger logger = Logger$.MODULE$.apply(LoggerFactory.getLogger(Step.class));

  /** The one thing. */
  interface Deed {
    /** Does it, on the session's event loop; {@code next} is told once, with the session then. */
    void take(Room room, Session session, Consumer<Session> next);
  }

  private Step(String name, Room room, Deed deed, Action next) {
    this.name = name;
    this.room = room;
    this.deed = deed;
    this.next = next;
  }

  /** What a scenario is built of; {@code rooms} finds the room when Gatling builds it. */
  static ActionBuilder builder(String name, Function<ScenarioContext, Room> rooms, Deed deed) {
    io.gatling.core.action.builder.ActionBuilder scala =
        (ScenarioContext context, Action next) -> new Step(name, rooms.apply(context), deed, next);
    return () -> scala;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void execute(Session session) {
    if (session.eventLoop().inEventLoop()) {
      take(session);
    } else {
      session.eventLoop().execute(() -> take(session));
    }
  }

  private void take(Session session) {
    guarded(name, then -> deed.take(room, session, then), session, next::$bang);
  }

  /** A deed that throws fails its user, who goes on all the same: else a simulation never ends. */
  static void guarded(
      String name, Consumer<Consumer<Session>> deed, Session session, Consumer<Session> next) {
    AtomicBoolean told = new AtomicBoolean();
    try {
      deed.accept(
          then -> {
            told.set(true);
            next.accept(then);
          });
    } catch (RuntimeException e) {
      // Its message may repeat what a session holds.
      LOG.log(
          System.Logger.Level.ERROR,
          "{0} failed ({1} at {2}): report this as a bug",
          name,
          e.getClass().getName(),
          Arrays.stream(e.getStackTrace()).findFirst().map(Object::toString).orElse("?"));
      if (told.compareAndSet(false, true)) {
        next.accept(session.markAsFailed());
      }
    }
  }

  @Override
  public Logger logger() {
    return logger;
  }

  @Override
  @SuppressWarnings("checkstyle:MethodName") // Scala's name for the trait's setter
  public void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger value) {
    logger = value;
  }
}
