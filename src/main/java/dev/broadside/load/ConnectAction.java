package dev.broadside.load;

import com.typesafe.scalalogging.Logger;
import com.typesafe.scalalogging.Logger$;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.netty.channel.EventLoop;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * A Gatling action that opens one connection on the user's own event loop and lets the user go on
 * when the run is over.
 */
final class ConnectAction implements Action {
  private final String name;
  private final Action next;
  private final Population population;
  private final Consumer<EventLoop> open;
  private Logger logger = Logger$.MODULE$.apply(LoggerFactory.getLogger(ConnectAction.class));

  ConnectAction(String name, Action next, Population population, Consumer<EventLoop> open) {
    this.name = name;
    this.next = next;
    this.population = population;
    this.open = open;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void execute(Session session) {
    if (!population.isOver()) {
      open.accept(session.eventLoop());
    }
    population.park(() -> next.$bang(session));
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
