package dev.broadside.load;

import dev.broadside.scenario.Connect;
import dev.broadside.scenario.Placeholders;
import dev.broadside.scenario.Rooms;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.Via;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Who the connections of a run are. Publishers are the first users and have the first tokens, since
 * they connect first; subscribers follow.
 */
final class People {
  private final Share share;
  private final Rooms all;
  private final Rooms rooms;
  private final int publishers;
  private final List<String> tokens;

  private People(Share share, Rooms all, int publishers, List<String> tokens) {
    this.share = share;
    this.all = all;
    this.rooms = all.share(share.shard(), share.shards());
    this.publishers = publishers;
    this.tokens = tokens;
  }

  /** All people of a scenario. */
  static People of(Scenario scenario) throws LoadException {
    return of(scenario, Share.ALL);
  }

  /**
   * The people of a share of a scenario, who are who they are in the whole of it; reads their
   * tokens where it names a file of them.
   */
  static People of(Scenario scenario, Share share) throws LoadException {
    int publishers = scenario.publish().publishers();
    String file = scenario.connect().auth().tokens();
    List<String> tokens =
        file == null
            ? List.of()
            : TokenFile.read(
                Path.of(file),
                publishers + scenario.audience().connections() + scenario.audience().witnesses(),
                isInAHeader(scenario));
    Rooms all = Rooms.of(scenario.audience(), publishers, scenario.seed());
    return new People(share, all, publishers, tokens);
  }

  private static boolean isInAHeader(Scenario scenario) {
    Connect connect = scenario.connect();
    Collection<String> published =
        scenario.publish().via() instanceof Via.Http http ? http.headers().values() : List.of();
    return Stream.of(
            connect.headers().values(),
            connect.auth().headers().values(),
            List.of(Objects.requireNonNullElse(connect.subprotocol(), "")),
            published)
        .flatMap(Collection::stream)
        .anyMatch(text -> text.contains(Placeholders.Name.TOKEN.written()));
  }

  /** Who of the share is where. */
  Rooms rooms() {
    return rooms;
  }

  /** A publisher, by its number among all. */
  Person publisher(int number) {
    return person(rooms.ofPublisher(number), number);
  }

  /** A subscriber, by its number in the share. */
  Person subscriber(int number) {
    return person(rooms.ofSubscriber(number), publishers + share.whole(number));
  }

  /** A witness is in the room of a subscriber, and somebody else. */
  Person witness(int number, int subscriber) {
    return person(rooms.ofSubscriber(subscriber), publishers + all.connections() + number);
  }

  private Person person(Rooms.Room room, int user) {
    // Without a file no text asks for a token: the reader has seen to that.
    String token = tokens.isEmpty() ? "" : tokens.get(user);
    return new Person(room.name(), "user-" + (user + 1), token);
  }
}
