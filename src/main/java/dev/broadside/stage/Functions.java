package dev.broadside.stage;

import dev.broadside.template.Template;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The functions, called by Lambda's Invoke API wherever they run. A function has a place once its
 * host is ready; before, an invocation fails. A place can be given up for another at any time: who
 * gives it up hears when its last invocation is over.
 *
 * <p>A caller waits so long, and a function runs so long: whichever is shorter decides, and decides
 * how the end is called.
 */
final class Functions implements Invoker, AutoCloseable {
  private final Map<String, Placed> places = new ConcurrentHashMap<>();
  private final FailureLog log = new FailureLog(Functions.class);
  private final Stamps stamps;
  private volatile boolean closed;

  /** Functions that nobody stamps. */
  Functions() {
    this(new Stamps(System::nanoTime));
  }

  Functions(Stamps stamps) {
    this.stamps = stamps;
  }

  private record Placed(FunctionPlace place, Duration timeout, UnderWay underWay) {}

  /** Says where {@code function} answers from now on. */
  void place(Template.Function function, HttpPools pools) {
    place(function, pools, new UnderWay());
  }

  /** As above; {@code underWay} counts what is not over. */
  void place(Template.Function function, HttpPools pools, UnderWay underWay) {
    place(function, new HostedFunction(function.name(), pools, stamps), underWay);
  }

  /** As above, anywhere; {@code underWay} counts what is not over. */
  void place(Template.Function function, FunctionPlace place, UnderWay underWay) {
    places.put(function.logicalId(), new Placed(place, function.timeout(), underWay));
  }

  /** Forgets all functions but these. */
  void keepOnly(Set<String> logicalIds) {
    places.keySet().retainAll(logicalIds);
  }

  @Override
  public void invoke(EventLoop loop, Call call, Consumer<Invocation> done) {
    Placed placed = enter(call.function());
    if (placed == null) {
      done.accept(logged(new Invocation.Failed(call.function() + " is not there yet")));
      return;
    }
    placed.place.invoke(
        loop,
        call,
        placed.timeout,
        end -> {
          placed.underWay.leave();
          done.accept(logged(end));
        });
  }

  /** A place is given up when its successor, if there is one, is known already. */
  private @Nullable Placed enter(String function) {
    Placed placed = places.get(function);
    while (placed != null && !placed.underWay.enter()) {
      placed = places.get(function);
    }
    return placed;
  }

  /** The hosts end next: what is invoked from now on, such as each {@code $disconnect}, fails. */
  @Override
  public void close() {
    closed = true;
    places.clear();
  }

  private Invocation logged(Invocation end) {
    if (!closed) {
      switch (end) {
        case Invocation.Threw(String reason, String message) -> log.warn(reason);
        case Invocation.Failed(String reason) -> log.warn(reason);
        case Invocation.Returned returned -> {}
        case Invocation.TimedOut timedOut -> {}
      }
    }
    return end;
  }
}
