package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.scenario.Audience;
import dev.broadside.scenario.Rooms;
import dev.broadside.scenario.Sizes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** The ledger beside a model of a few lines that keeps everything, for any order of events. */
final class LedgerModelTest {
  private static final long MS = 1_000_000;
  private static final long DRAIN = 100;
  private static final long GRACE = Ledger.GRACE.toMillis();
  private static final int CONNECTIONS = 7;
  private static final int PUBLISHERS = 5;
  private static final int BROADCASTS = 6;

  /** What happens next: at a later millisecond, to a connection or publisher, with a broadcast. */
  record Event(Kind kind, int later, int who, int broadcast) {}

  enum Kind {
    JOIN,
    PUBLISH,
    ARRIVE,
    ECHO,
    SETTLE
  }

  @Provide
  Arbitrary<List<Event>> events() {
    return Combinators.combine(
            Arbitraries.of(
                Kind.JOIN,
                Kind.PUBLISH,
                Kind.ARRIVE,
                Kind.ARRIVE,
                Kind.ARRIVE,
                Kind.ECHO,
                Kind.SETTLE),
            Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.integers().between(0, 30)),
                Tuple.of(1, Arbitraries.integers().between(100, 400))),
            Arbitraries.integers().between(0, CONNECTIONS - 1),
            Arbitraries.integers().between(0, BROADCASTS - 1))
        .as(Event::new)
        .list()
        .ofMinSize(20)
        .ofMaxSize(80);
  }

  @Property(tries = 500)
  void theBooksAreThoseOfTheModel(
      @ForAll("events") List<Event> events,
      @ForAll @IntRange(min = 1, max = 3) int rooms,
      @ForAll boolean repeats) {
    Rooms made =
        Rooms.of(
            new Audience(CONNECTIONS, Duration.ZERO, rooms, new Sizes.Uniform(), repeats),
            PUBLISHERS,
            rooms);
    Ledger ledger =
        new Ledger(
            new Ledger.Size(made, BROADCASTS, repeats), Duration.ofMillis(DRAIN), Duration.ZERO);
    Model model = new Model(made, repeats);
    List<Settled> settled = new ArrayList<>();
    long now = 0;
    for (Event event : events) {
      now += event.later();
      settled.addAll(ledger.settle(now * MS));
      apply(event, now, ledger, model);
    }
    settled.addAll(ledger.settle((now + DRAIN + GRACE) * MS));
    compare(model, ledger.extras(), settled);
  }

  private static void apply(Event event, long now, Ledger ledger, Model model) {
    switch (event.kind()) {
      case JOIN -> {
        if (model.joinedAt.putIfAbsent(event.who(), now) == null) {
          ledger.joined(event.who(), now * MS);
        }
      }
      case PUBLISH -> {
        if (model.publish(event.broadcast(), now)) {
          ledger.open(event.broadcast(), event.broadcast() % PUBLISHERS, true, now * MS);
          ledger.sent(event.broadcast(), now * MS);
        }
      }
      case ARRIVE -> {
        model.arrive(event.who(), event.broadcast(), now);
        ledger.arrived(event.who(), event.broadcast(), now * MS);
      }
      case ECHO -> {
        model.echo(event.who() % PUBLISHERS, event.broadcast());
        ledger.echoed(event.who() % PUBLISHERS, event.broadcast());
      }
      case SETTLE -> {
        // Time went on, and that is all.
      }
    }
  }

  private static void compare(Model model, Ledger.Extras extras, List<Settled> settled) {
    assertEquals(model.published.size(), settled.size());
    for (Settled broadcast : settled) {
      Set<Integer> expected = model.audience.getOrDefault(broadcast.number(), Set.of());
      Set<Integer> delivered = model.delivered.getOrDefault(broadcast.number(), Set.of());
      Set<Integer> found = new HashSet<>();
      for (int i = 0; i < broadcast.delivered(); i++) {
        found.add(broadcast.connection(i));
      }
      assertEquals(expected.size(), broadcast.expected());
      assertEquals(delivered, found);
      assertEquals(broadcast.expected(), broadcast.delivered() + broadcast.lost());
    }
    assertEquals(model.again, extras.repeats() + extras.duplicate());
    assertEquals(model.repeats ? 0 : model.again, extras.duplicate());
    assertEquals(model.unexpected, extras.unexpected());
    assertEquals(model.echoes, extras.echoes());
    int late = settled.stream().mapToInt(Settled::late).sum();
    assertEquals(model.late, late + extras.lateAfterwards());
  }

  /** Who has what, by sets of everybody. */
  private static final class Model {
    final Rooms rooms;
    final boolean repeats;
    final Map<Integer, Long> joinedAt = new HashMap<>();
    final Map<Integer, Long> published = new HashMap<>();
    final Map<Integer, Set<Integer>> audience = new HashMap<>();
    final Map<Integer, Set<Integer>> delivered = new HashMap<>();
    final Map<Integer, Set<Integer>> had = new HashMap<>();
    int again;
    int late;
    int unexpected;
    int echoes;

    Model(Rooms rooms, boolean repeats) {
      this.rooms = rooms;
      this.repeats = repeats;
    }

    boolean publish(int number, long now) {
      if (published.putIfAbsent(number, now) != null) {
        return false;
      }
      Set<Integer> members = new HashSet<>(joinedAt.keySet());
      members.removeIf(connection -> !isIn(connection, number));
      audience.put(number, members);
      return true;
    }

    private static Set<Integer> of(Map<Integer, Set<Integer>> sets, int number) {
      return sets.computeIfAbsent(number, n -> new HashSet<>());
    }

    private boolean isIn(int connection, int number) {
      return rooms.ofSubscriber(connection).index() == number % PUBLISHERS % rooms.count();
    }

    void arrive(int connection, int number, long now) {
      Long at = published.get(number);
      if (at == null || !isIn(connection, number)) {
        unexpected++;
      } else if (!of(audience, number).contains(connection)) {
        again += repeats ? 1 : 0;
        unexpected += repeats ? 0 : 1;
      } else if (!of(had, number).add(connection)) {
        again++;
      } else if (now > at + DRAIN) {
        late++;
      } else {
        of(delivered, number).add(connection);
      }
    }

    void echo(int publisher, int number) {
      if (published.containsKey(number)) {
        boolean same = publisher % rooms.count() == number % PUBLISHERS % rooms.count();
        echoes += same ? 1 : 0;
        unexpected += same ? 0 : 1;
      }
    }
  }
}
