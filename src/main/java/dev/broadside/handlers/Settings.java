package dev.broadside.handlers;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;

/**
 * What a function reads from its environment, checked once, when it is constructed: a wrong value
 * fails init with a sentence, not the first message with a surprise.
 *
 * @param dynamoDb where DynamoDB is, or null for the region's own
 * @param connections where {@code @connections} is, or null for the address in each event
 * @param concurrency how many posts of one broadcast may be in flight
 */
record Settings(
    Tables tables,
    Region region,
    @Nullable URI dynamoDb,
    @Nullable URI connections,
    Choices choices,
    int concurrency) {

  /**
   * How a function finds the connections and how it posts to them.
   *
   * @param segments into how many a parallel scan cuts the table
   */
  record Choices(LookupKind lookup, int segments, FanoutKind fanout) {}

  /** The lookups; {@code BROADSIDE_LOOKUP} names one in lower case. */
  enum LookupKind {
    SCAN,
    PARALLEL_SCAN,
    QUERY,
    TABLE_QUERY
  }

  /** The fanouts; {@code BROADSIDE_FANOUT} names one in lower case. */
  enum FanoutKind {
    SERIAL,
    POOL,
    VIRTUAL,
    ASYNC,
    DIRECT
  }

  /* Lambda has 1,024 file descriptors, and each post in flight needs one. */
  private static final int MOST_IN_FLIGHT = 1000;

  /* Each segment is read by a thread of its own; AWS would take a million. */
  private static final int MOST_SEGMENTS = 64;

  /**
   * Reads the environment. The two endpoints carry the names that the SDK itself reads, so that
   * every client in the function goes where they say.
   */
  static Settings read(Map<String, String> environment) {
    return new Settings(
        tables(environment),
        Region.of(required(environment, "AWS_REGION", "the region")),
        endpoint(environment, "AWS_ENDPOINT_URL_DYNAMODB"),
        endpoint(environment, "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI"),
        new Choices(
            choice(environment, "BROADSIDE_LOOKUP", LookupKind.SCAN),
            whole(environment, "BROADSIDE_SEGMENTS", 4, MOST_SEGMENTS),
            choice(environment, "BROADSIDE_FANOUT", FanoutKind.ASYNC)),
        whole(environment, "BROADSIDE_CONCURRENCY", 64, MOST_IN_FLIGHT));
  }

  /** The same settings, if they can find everyone: a query finds one group only. */
  Settings forEveryone() {
    return switch (choices.lookup()) {
      case SCAN, PARALLEL_SCAN -> this;
      case QUERY, TABLE_QUERY ->
          throw new IllegalArgumentException(
              "BROADSIDE_LOOKUP is '"
                  + word(choices.lookup())
                  + "', which finds one group: for everyone write scan or parallel-scan.");
    };
  }

  /** The same settings, if they say which attribute names a connection's user. */
  Settings forUsers() {
    if (tables.group() == null) {
      throw new IllegalArgumentException(
          "BROADSIDE_GROUP is not set: this function needs the attribute that names a connection's"
              + " user.");
    }
    return this;
  }

  /** Where {@code @connections} is, for a function that no event of a connection tells that. */
  URI connectionsOfApi() {
    if (connections == null) {
      throw new IllegalArgumentException(
          "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI is not set: this function needs the address of"
              + " the WebSocket API's stage, such as https://API.execute-api.REGION.amazonaws.com/prod.");
    }
    return connections;
  }

  private static Tables tables(Map<String, String> environment) {
    LookupKind lookup = choice(environment, "BROADSIDE_LOOKUP", LookupKind.SCAN);
    Tables tables =
        new Tables(
            required(environment, "WEBSOCKET_TABLE", "the table of the connections"),
            optional(environment, "BROADSIDE_GROUP"),
            optional(environment, "BROADSIDE_INDEX"),
            optional(environment, "BROADSIDE_ROOM_TABLE"));
    String wanted = "BROADSIDE_LOOKUP=" + word(lookup);
    boolean query = lookup == LookupKind.QUERY || lookup == LookupKind.TABLE_QUERY;
    if (query && tables.group() == null) {
      throw new IllegalArgumentException(
          "BROADSIDE_GROUP is not set: " + wanted + " needs the attribute of the group.");
    }
    if (lookup == LookupKind.QUERY && tables.index() == null) {
      throw new IllegalArgumentException(
          "BROADSIDE_INDEX is not set: " + wanted + " needs the index keyed by the group.");
    }
    if (lookup == LookupKind.TABLE_QUERY && tables.rooms() == null) {
      throw new IllegalArgumentException(
          "BROADSIDE_ROOM_TABLE is not set: "
              + wanted
              + " needs the table keyed by group and connectionId.");
    }
    return tables;
  }

  private static @Nullable String optional(Map<String, String> environment, String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  static String required(Map<String, String> environment, String name, String what) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          name + " is not set: the function needs " + what + " in its environment.");
    }
    return value;
  }

  private static @Nullable URI endpoint(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      return null;
    }
    if (!value.matches("https?://[^/\\s]+\\S*")) {
      throw new IllegalArgumentException(
          name + " is '" + value + "': write an address such as http://127.0.0.1:8000.");
    }
    return URI.create(value);
  }

  static <E extends Enum<E>> E choice(Map<String, String> environment, String name, E fallback) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      return fallback;
    }
    E[] known = fallback.getDeclaringClass().getEnumConstants();
    return Arrays.stream(known)
        .filter(kind -> word(kind).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name
                        + " is '"
                        + value
                        + "': write "
                        + Arrays.stream(known)
                            .map(Settings::word)
                            .collect(Collectors.joining(" or "))
                        + "."));
  }

  private static String word(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static int whole(Map<String, String> environment, String name, int fallback, int most) {
    String value = environment.getOrDefault(name, "" + fallback);
    int number = value.matches("\\d{1,4}") ? Integer.parseInt(value) : 0;
    if (number < 1 || number > most) {
      throw new IllegalArgumentException(
          name + " is '" + value + "': write a whole number from 1 to " + most + ".");
    }
    return number;
  }
}
