package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/**
 * The ledger under churn beside a model that keeps the whole history of each subscriber and applies
 * the rule as it is written: in a broadcast's audience is who joined, and settled, before its
 * intended time and was not told to leave before its books closed.
 */
final class ChurnLedgerModelTest {
  private static final long MS = 1_000_000;
  private static final long DRAIN = 60;
  private static final long GRACE = Ledger.GRACE.toMillis();
  private static final long AHEAD = 2;
  private static final int CONNECTIONS = 5;
  private static final int PUBLISHERS = 2;
  private static final int BROADCASTS = 8;

  /** What happens next: at a later millisecond, to a subscriber, with a broadcast. */
  record Event(Kind kind, int later, int who, int broadcast) {}

  enum Kind {
    /** Joins when it is away or was cut, leaves when it is there. */
    TURN,
    CUT,
    PUBLISH,
    ARRIVE,
    /** On a connection that it has left. */
    STRAY
  }

  @Provide
  Arbitrary<List<Event>> events() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of(Kind.TURN)),
                Tuple.of(1, Arbitraries.of(Kind.CUT)),
                Tuple.of(4, Arbitraries.of(Kind.PUBLISH)),
                Tuple.of(10, Arbitraries.of(Kind.ARRIVE)),
                Tuple.of(2, Arbitraries.of(Kind.STRAY))),
            Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.integers().between(0, 10)),
                Tuple.of(1, Arbitraries.integers().between(60, 400))),
            Arbitraries.integers().between(0, CONNECTIONS - 1),
            Arbitraries.integers().between(0, BROADCASTS - 1))
        .as(Event::new)
        .list()
        .ofMinSize(40)
        .ofMaxSize(120);
  }

  @Property(tries = 500)
  void theBooksAreThoseOfTheRule(
      @ForAll("events") List<Event> events,
      @ForAll @IntRange(min = 1, max = 2) int rooms,
      @ForAll boolean repeats,
      @ForAll @IntRange(max = 8) int settle) {
    Rooms made =
        Rooms.of(
            new Audience(CONNECTIONS, Duration.ZERO, rooms, new Sizes.Uniform(), repeats),
            PUBLISHERS,
            rooms);
    Ledger ledger =
        new Ledger(
            new Ledger.Size(made, BROADCASTS, repeats, true),
            Duration.ofMillis(DRAIN),
            Duration.ofMillis(settle));
    Model model = new Model(made, settle);
    List<Settled> settled = new ArrayList<>();
    long now = 0;
    for (Event event : events) {
      now += event.later();
      settled.addAll(ledger.settle(now * MS));
      apply(event, now, ledger, model);
    }
    settled.addAll(ledger.settle((now + AHEAD + DRAIN + GRACE) * MS));
    compare(model, ledger, settled, repeats);
  }

  private static void apply(Event event, long now, Ledger ledger, Model model) {
    int who = event.who();
    int number = event.broadcast();
    switch (event.kind()) {
      case TURN -> turn(who, now, ledger, model);
      case CUT -> {
        if (model.isThere(who)) {
          model.cut.add(who);
          ledger.disconnected(who);
        }
      }
      case PUBLISH -> {
        if (model.published.putIfAbsent(number, now + AHEAD) == null) {
          ledger.open(number, number % PUBLISHERS, true, (now + AHEAD) * MS);
          assertTrue(ledger.sent(number, (now + AHEAD) * MS));
        }
      }
      case ARRIVE, STRAY -> {
        Long intended = model.published.get(number);
        if (intended == null || now < intended) {
          return;
        }
        if (event.kind() == Kind.ARRIVE && model.isThere(who)) {
          model.arrive(who, number, now);
          ledger.arrived(who, number, now * MS);
        } else {
          model.stray(who, number, now);
          ledger.strayed(who, number, now * MS);
        }
      }
    }
  }

  private static void turn(int who, long now, Ledger ledger, Model model) {
    if (model.turn(who, now)) {
      ledger.joined(who, now * MS);
    } else {
      ledger.left(who, now * MS);
    }
  }

  private static void compare(Model model, Ledger ledger, List<Settled> settled, boolean repeats) {
    assertEquals(model.published.size(), settled.size());
    long delivered = 0;
    int late = 0;
    for (Settled broadcast : settled) {
      int number = broadcast.number();
      Set<Integer> audience = model.all(who -> model.isExpected(who, number, Long.MAX_VALUE));
      Set<Integer> lost = broadcast.lostConnections().boxed().collect(Collectors.toSet());
      Set<Integer> found = new HashSet<>();
      for (int i = 0; i < broadcast.delivered(); i++) {
        found.add(broadcast.connection(i));
      }
      Set<Integer> had = model.had.getOrDefault(number, Set.of());
      assertEquals(model.all(who -> audience.contains(who) && had.contains(who)), found);
      assertEquals(audience.size(), broadcast.expected());
      assertEquals(broadcast.expected(), broadcast.delivered() + broadcast.lost());
      assertEquals(audience.size() - found.size(), lost.size() + broadcast.late());
      Set<Integer> churned = model.all(who -> model.isChurned(who, number, Long.MAX_VALUE));
      churned.removeAll(audience);
      assertEquals(churned.size(), broadcast.churned().all());
      churned.retainAll(had);
      assertEquals(churned.size(), broadcast.churned().withIt());
      delivered += found.size();
      late += broadcast.late();
    }
    assertEquals(delivered, ledger.deliveries());
    Ledger.Extras extras = ledger.extras();
    assertEquals(model.late, late + extras.lateAfterwards());
    assertEquals(repeats ? 0 : model.duplicate, extras.duplicate());
    assertEquals(repeats ? 0 : model.strays, ledger.strays());
    assertEquals(repeats ? model.duplicate + model.strays : 0, extras.repeats());
    assertEquals(model.unexpected, extras.unexpected());
  }

  /**
   * A stay of a subscriber; it ends at {@link Long#MAX_VALUE} when it has no end yet. One that was
   * cut lasts until the next one begins.
   */
  private record Stay(long from, long until, boolean cut) {

    /** Whether it is over, and what it missed of a broadcast that was under way then is lost. */
    boolean endsDuring(long due) {
      return cut && until > due && until < due + DRAIN;
    }

    boolean holds(long due, long at) {
      return endsDuring(due) || until >= due + DRAIN || (!cut && until > at);
    }
  }

  /** Every stay of everybody. */
  private static final class Model {
    final Rooms rooms;
    final long settle;
    final Map<Integer, List<Stay>> stays = new HashMap<>();
    final Set<Integer> cut = new HashSet<>();
    final Map<Integer, Long> published = new HashMap<>();
    final Map<Integer, Set<Integer>> had = new HashMap<>();
    final Map<Integer, Set<Integer>> tooLate = new HashMap<>();
    int duplicate;
    int late;
    int strays;
    int unexpected;

    Model(Rooms rooms, long settle) {
      this.rooms = rooms;
      this.settle = settle;
    }

    private List<Stay> stays(int who) {
      return stays.computeIfAbsent(who, w -> new ArrayList<>());
    }

    boolean isThere(int who) {
      List<Stay> all = stays(who);
      return !all.isEmpty() && all.getLast().until() == Long.MAX_VALUE;
    }

    /** Whether it joins by that. */
    boolean turn(int who, long now) {
      boolean wasCut = cut.remove(who);
      boolean joins = wasCut || !isThere(who);
      if (isThere(who)) {
        stays(who).add(new Stay(stays(who).removeLast().from(), now, wasCut));
      }
      if (joins) {
        stays(who).add(new Stay(now, Long.MAX_VALUE, false));
      }
      return joins;
    }

    Set<Integer> all(java.util.function.IntPredicate which) {
      return IntStream.range(0, CONNECTIONS)
          .filter(which)
          .boxed()
          .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isInRoom(int who, int number) {
      return rooms.ofSubscriber(who).index() == number % PUBLISHERS % rooms.count();
    }

    private long intended(int number) {
      return published.getOrDefault(number, Long.MAX_VALUE);
    }

    /** Whether it must receive it, as far as is known at a time. */
    boolean isExpected(int who, int number, long at) {
      long due = intended(number);
      return isInRoom(who, number)
          && stays(who).stream()
              .anyMatch(stay -> stay.from() + settle <= due && stay.holds(due, at));
    }

    /** Whether it must have received it on a connection that is gone. */
    boolean isLostForGood(int who, int number) {
      long due = intended(number);
      return stays(who).stream()
          .anyMatch(stay -> stay.from() + settle <= due && stay.endsDuring(due));
    }

    /** Whether it was there for some of the time. */
    boolean isChurned(int who, int number, long at) {
      long due = intended(number);
      return isInRoom(who, number)
          && stays(who).stream()
              .anyMatch(
                  stay -> stay.from() <= at && stay.from() < due + DRAIN && stay.until() >= due);
    }

    private boolean add(Map<Integer, Set<Integer>> sets, int number, int who) {
      return sets.computeIfAbsent(number, n -> new HashSet<>()).add(who);
    }

    void arrive(int who, int number, long now) {
      if (!isExpected(who, number, now)) {
        stray(who, number, now);
      } else if (had.getOrDefault(number, Set.of()).contains(who)) {
        duplicate++;
      } else if (isLostForGood(who, number)
          && !tooLate.getOrDefault(number, Set.of()).contains(who)) {
        strays++;
      } else if (now <= intended(number) + DRAIN) {
        add(had, number, who);
      } else if (add(tooLate, number, who)) {
        late++;
      } else {
        duplicate++;
      }
    }

    void stray(int who, int number, long now) {
      if (!isInRoom(who, number)) {
        unexpected++;
        return;
      }
      boolean first =
          !isExpected(who, number, now)
              && isChurned(who, number, now)
              && now <= intended(number) + DRAIN
              && add(had, number, who);
      strays += first ? 0 : 1;
    }
  }
}
