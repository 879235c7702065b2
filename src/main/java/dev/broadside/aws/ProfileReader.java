package dev.broadside.aws;

import dev.broadside.aws.Profile.Quotas;
import dev.broadside.aws.Profile.Service;
import dev.broadside.aws.Profile.Tables;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a profile strictly: an unknown key, a number that cannot be, and a number without its
 * source are errors at their place. What is left out adds nothing.
 */
final class ProfileReader {
  /** A queue that holds no message would refuse every post. */
  private static final long LEAST_BYTES = 1 << 10;

  private static final long MOST_BYTES = 1 << 30;

  /** API Gateway's own range for an integration. */
  private static final Duration LEAST_LIMIT = Duration.ofMillis(50);

  private static final Duration MOST_LIMIT = Duration.ofSeconds(29);

  /** The text with which a message is refused where a profile says nothing. */
  private static final String TOO_MANY = "Too Many Requests";

  private ProfileReader() {}

  static Profile read(String name, String file, String text) throws ProfileException {
    ProfileLevel root = ProfileLevel.of(file, text);
    root.only("about", "seed", "quotas", "latency", "tables", "answers");
    root.text("about", "");
    return new Profile(
        name,
        root.whole("seed", 0, Long.MAX_VALUE, 1),
        quotas(root.child("quotas")),
        latencies(root.child("latency")),
        tables(root.child("tables")),
        throttledMessage(root.child("answers")));
  }

  private static Quotas quotas(ProfileLevel quotas) throws ProfileException {
    quotas.only("connects", "requests", "integration", "concurrency", "outbound");
    return new Quotas(
        quota(quotas, "connects"),
        quota(quotas, "requests"),
        integration(quotas),
        whole(quotas, "concurrency", 1, 1_000_000),
        bytes(quotas));
  }

  private static @Nullable Duration integration(ProfileLevel quotas) throws ProfileException {
    ProfileLevel level = number(quotas, "integration", "limit");
    return level == null ? null : level.time("limit", LEAST_LIMIT, MOST_LIMIT);
  }

  private static @Nullable Integer whole(ProfileLevel quotas, String key, long least, long most)
      throws ProfileException {
    ProfileLevel level = number(quotas, key, "limit");
    return level == null ? null : (int) level.whole("limit", least, most);
  }

  private static @Nullable Integer bytes(ProfileLevel quotas) throws ProfileException {
    ProfileLevel level = number(quotas, "outbound", "limit");
    return level == null ? null : (int) level.bytes("limit", LEAST_BYTES, MOST_BYTES);
  }

  private static @Nullable Quota quota(ProfileLevel parent, String key) throws ProfileException {
    ProfileLevel level = number(parent, key, "rate", "burst");
    return level == null ? null : new Quota(level.number("rate", 0.001), level.number("burst", 1));
  }

  private static Map<Service, Latency> latencies(ProfileLevel latency) throws ProfileException {
    Map<Service, Latency> latencies = new EnumMap<>(Service.class);
    latency.only(Arrays.stream(Service.values()).map(Service::word).toArray(String[]::new));
    for (Service service : Service.values()) {
      latencies.put(service, latency(latency, service.word()));
    }
    return Map.copyOf(latencies);
  }

  private static Latency latency(ProfileLevel parent, String key) throws ProfileException {
    ProfileLevel level = number(parent, key, "constant", "p50", "p99");
    if (level == null) {
      return Latency.NONE;
    }
    Duration least = Duration.ofNanos(1_000);
    Duration most = Duration.ofMinutes(10);
    if (level.has("constant")) {
      if (level.has("p50") || level.has("p99")) {
        throw level.error("constant", "excludes p50 and p99: keep one or the other");
      }
      Duration constant = level.time("constant", least, most);
      return new Latency(constant, constant);
    }
    Duration p50 = level.time("p50", least, most);
    Duration p99 = level.time("p99", least, most);
    if (p99.compareTo(p50) < 0) {
      throw level.error("p99", "must not be below p50");
    }
    return new Latency(p50, p99);
  }

  private static Tables tables(ProfileLevel tables) throws ProfileException {
    tables.only("lag", "partitionReads", "partitionWrites", "tableReads", "tableWrites");
    return new Tables(
        latency(tables, "lag"),
        quota(tables, "partitionReads"),
        quota(tables, "partitionWrites"),
        quota(tables, "tableReads"),
        quota(tables, "tableWrites"));
  }

  private static String throttledMessage(ProfileLevel answers) throws ProfileException {
    answers.only("throttled");
    ProfileLevel level = number(answers, "throttled", "text");
    return level == null ? TOO_MANY : level.text("text", TOO_MANY);
  }

  /** What stands under {@code key}, with its source; null where there is nothing. */
  private static @Nullable ProfileLevel number(ProfileLevel parent, String key, String... keys)
      throws ProfileException {
    if (!parent.has(key)) {
      return null;
    }
    ProfileLevel level = parent.child(key);
    String[] all = Arrays.copyOf(keys, keys.length + 1);
    all[keys.length] = "source";
    level.only(all);
    if (level.text("source", "").isBlank()) {
      throw parent.error(key, "needs a source: say where its numbers come from, or 'modelled'");
    }
    return level;
  }
}
