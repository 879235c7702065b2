package dev.broadside.load.dsl;

import dev.broadside.load.Room;
import dev.broadside.scenario.Reach;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a simulation has said of a broadcast so far; its texts may have EL in them. */
record Declaration(
    String name,
    Template url,
    Map<String, Template> headers,
    @Nullable Template subprotocol,
    @Nullable Joining joining,
    Reach reach,
    Duration drain,
    boolean repeats,
    int seats,
    int broadcasts) {

  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final int SEATS = 10_000;
  private static final int BROADCASTS = 100_000;

  /** What a user says once it is connected, and what it waits for. */
  record Joining(Template message, @Nullable String reply, Duration within) {}

  static Declaration of(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9 _-]*")) {
      throw new IllegalArgumentException(
          "a broadcast cannot be called '" + name + "': use letters, digits, -, _ and blanks");
    }
    return new Declaration(
        name,
        new Template(""),
        Map.of(),
        null,
        null,
        Reach.DIRECT,
        DRAIN,
        false,
        SEATS,
        BROADCASTS);
  }

  Room.Plan plan() {
    Path reports = Path.of(System.getProperty("broadside.reports", "reports"));
    return new Room.Plan(name, seats, broadcasts, reach, drain, repeats, reports);
  }

  Declaration withUrl(String text) {
    return new Declaration(
        name,
        new Template(text),
        headers,
        subprotocol,
        joining,
        reach,
        drain,
        repeats,
        seats,
        broadcasts);
  }

  Declaration withHeader(String header, String text) {
    Map<String, Template> more = new LinkedHashMap<>(headers);
    more.put(header, new Template(text));
    return new Declaration(
        name, url, more, subprotocol, joining, reach, drain, repeats, seats, broadcasts);
  }

  Declaration withSubprotocol(String text) {
    return new Declaration(
        name, url, headers, new Template(text), joining, reach, drain, repeats, seats, broadcasts);
  }

  Declaration withJoining(Joining how) {
    return new Declaration(
        name, url, headers, subprotocol, how, reach, drain, repeats, seats, broadcasts);
  }

  Declaration withReach(@Nullable String ca, boolean insecure) {
    Reach other = new Reach(ca, insecure, List.of(), null);
    return new Declaration(
        name, url, headers, subprotocol, joining, other, drain, repeats, seats, broadcasts);
  }

  Declaration withDrain(Duration time) {
    return new Declaration(
        name, url, headers, subprotocol, joining, reach, time, repeats, seats, broadcasts);
  }

  Declaration withRepeats() {
    return new Declaration(
        name, url, headers, subprotocol, joining, reach, drain, true, seats, broadcasts);
  }

  Declaration upTo(int mostSeats, int mostBroadcasts) {
    return new Declaration(
        name, url, headers, subprotocol, joining, reach, drain, repeats, mostSeats, mostBroadcasts);
  }
}
