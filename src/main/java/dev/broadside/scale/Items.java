package dev.broadside.scale;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes the items of one run, and reads attributes; one that is missing is empty, or 0. */
final class Items {
  /** Long enough to look at a run that failed; DynamoDB deletes what is older by itself. */
  private static final Duration KEPT = Duration.ofDays(7);

  private final String run;
  private final InstantSource clock;

  Items(String run, InstantSource clock) {
    this.run = run;
    this.clock = clock;
  }

  Map<String, AttributeValue> key(String sort) {
    return Map.of(Names.PK, text(run), Names.SK, text(sort));
  }

  /** A new one, which will be deleted some day. */
  Map<String, AttributeValue> item(String sort) {
    Map<String, AttributeValue> item = new HashMap<>(key(sort));
    item.put(Names.EXPIRES, expires());
    return item;
  }

  AttributeValue expires() {
    return number(clock.instant().plus(KEPT).getEpochSecond());
  }

  long nowMicros() {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static String string(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }

  static long number(Map<String, AttributeValue> item, String name) {
    Long value = numberOrNull(item, name);
    return value == null ? 0 : value;
  }

  static @Nullable Long numberOrNull(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.n() == null ? null : Long.valueOf(value.n());
  }

  static Barrier barrier(Map<String, AttributeValue> item) {
    String failed = string(item, "failed");
    return new Barrier(
        numbers(item.get("ready")),
        numberOrNull(item, "startAt"),
        numbers(item.get("starters")),
        failed.isEmpty() ? null : failed);
  }

  private static Set<Integer> numbers(@Nullable AttributeValue set) {
    return set == null
        ? Set.of()
        : set.ss().stream().map(Integer::valueOf).collect(Collectors.toSet());
  }
}
