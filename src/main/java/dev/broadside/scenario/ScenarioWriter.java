package dev.broadside.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.broadside.scenario.Slo.Limit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a scenario with every default filled in, as the run folder keeps it. {@link
 * ScenarioReader} reads it back as the same scenario, and a secret stays the <code>${NAME}</code>
 * that it is in the record.
 */
public final class ScenarioWriter {
  private static final ObjectWriter YAML =
      YAMLMapper.builder(YAMLFactory.builder().stringQuotingChecker(new PlainWords()).build())
          .disable(Feature.WRITE_DOC_START_MARKER)
          .disable(Feature.SPLIT_LINES)
          .enable(Feature.MINIMIZE_QUOTES)
          .build()
          .writer();

  /**
   * Leaves the quotes off words and numbers with a unit, and nothing else: Jackson's own rule
   * leaves them off {@code 0x1F} and {@code .inf}, which come back as numbers.
   */
  private static final class PlainWords extends StringQuotingChecker {
    private static final long serialVersionUID = 1;
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+[A-Za-z0-9-]*");
    private static final Pattern WITH_UNIT =
        Pattern.compile("[0-9]+(\\.[0-9]+)?(us|ms|s|m|h|/s|/min|B|KB)");

    @Override
    public boolean needToQuoteName(String name) {
      return !WORD.matcher(name).matches() || isReservedKeyword(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
      boolean plain = WORD.matcher(value).matches() || WITH_UNIT.matcher(value).matches();
      return !plain || isReservedKeyword(value);
    }
  }

  private ScenarioWriter() {}

  /** The scenario as a file of its own. */
  public static String toYaml(Scenario scenario) {
    Map<String, @Nullable Object> file = new LinkedHashMap<>();
    file.put("question", scenario.question());
    file.put("seed", scenario.seed());
    file.put("target", scenario.target() == null ? "local" : scenario.target());
    file.put("local", local(scenario.local()));
    file.put("connect", connect(scenario.connect()));
    Join join = scenario.connect().join();
    if (join != null) {
      file.put("join", join(join));
    }
    file.put("audience", audience(scenario.audience()));
    file.put("publish", PublishWriter.publish(scenario.publish()));
    if (!scenario.faults().isEmpty()) {
      file.put("faults", scenario.faults().stream().map(ScenarioWriter::fault).toList());
    }
    file.put("slo", slo(scenario.slo()));
    file.put("limits", limits(scenario.limits()));
    try {
      return YAML.writeValueAsString(file);
    } catch (JsonProcessingException e) {
      throw new AssertionError("text and numbers in maps can always be written", e);
    }
  }

  private static Map<String, Object> local(Local local) {
    Map<String, Object> keys = new LinkedHashMap<>();
    Local.Own own = local.own();
    if (own.template() == null) {
      keys.put("design", local.design());
      keys.put("lookup", local.lookup());
      keys.put("fanout", local.fanout());
      keys.put("concurrency", local.concurrency());
    }
    keys.put("profile", local.profile());
    if (own.template() != null) {
      keys.put("template", own.template());
    }
    if (!own.equals(Local.Own.NOTHING)) {
      keys.put("parameters", own.parameters());
      keys.put("functions", own.functions());
      keys.put("code", own.code());
      keys.put("auth", own.auth());
      keys.put("port", own.port());
    }
    return keys;
  }

  private static Map<String, @Nullable Object> connect(Connect connect) {
    Map<String, @Nullable Object> keys = new LinkedHashMap<>();
    keys.put("rate", connect.rate().toString());
    keys.put("query", connect.query());
    keys.put("headers", connect.headers());
    keys.put("subprotocol", connect.subprotocol());
    keys.put("auth", auth(connect.auth()));
    reach(connect.reach(), keys);
    keys.put("maxAge", time(connect.renewal().maxAge()));
    keys.put("maxIdle", time(connect.renewal().maxIdle()));
    return keys;
  }

  private static @Nullable String time(@Nullable Duration time) {
    return time == null ? null : DurationText.format(time);
  }

  private static void reach(Reach reach, Map<String, @Nullable Object> keys) {
    if (reach.ca() != null || reach.insecure()) {
      Map<String, @Nullable Object> tls = new LinkedHashMap<>();
      tls.put("ca", reach.ca());
      tls.put("insecure", reach.insecure());
      keys.put("tls", tls);
    }
    if (!reach.from().isEmpty()) {
      keys.put("from", reach.from());
    }
    if (reach.proxy() != null) {
      keys.put("proxy", reach.proxy());
    }
  }

  private static Object auth(Auth auth) {
    if (auth.equals(Auth.NONE)) {
      return "none";
    }
    Auth.Iam iam = auth.iam();
    if (iam != null && iam.region() == null) {
      // With its region read off the host it stands alone.
      return "iam";
    }
    Map<String, @Nullable Object> keys = new LinkedHashMap<>();
    keys.put("query", auth.query());
    keys.put("headers", auth.headers());
    keys.put("tokens", auth.tokens());
    if (iam != null) {
      keys.put("iam", iam.region());
    }
    return keys;
  }

  private static Map<String, @Nullable Object> join(Join join) {
    Map<String, @Nullable Object> keys = new LinkedHashMap<>();
    keys.put("message", join.message());
    keys.put("reply", join.reply());
    keys.put("within", DurationText.format(join.within()));
    return keys;
  }

  private static Map<String, Object> audience(Audience audience) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("connections", audience.connections());
    keys.put("rooms", audience.rooms());
    keys.put(
        "sizes",
        audience.sizes() instanceof Sizes.Shares shares
            ? shares.words()
            : audience.sizes().toString());
    keys.put("settle", DurationText.format(audience.settle()));
    keys.put("repeats", audience.repeats());
    keys.put("witnesses", audience.witnesses());
    Churn churn = audience.churn();
    if (churn != null) {
      keys.put("churn", churn(churn));
    }
    return keys;
  }

  private static Map<String, Object> churn(Churn churn) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (churn.leave() != null) {
      keys.put("leave", churn.leave().toString());
    }
    keys.put("away", DurationText.format(churn.away()));
    keys.put("how", churn.how().toString());
    keys.put("within", DurationText.format(churn.within()));
    if (!churn.storms().isEmpty()) {
      keys.put("storms", churn.storms().stream().map(ScenarioWriter::storm).toList());
    }
    return keys;
  }

  private static Map<String, Object> storm(Churn.Storm storm) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("at", DurationText.format(storm.at()));
    keys.put("leave", storm.leave());
    keys.put("away", DurationText.format(storm.away()));
    keys.put("spread", DurationText.format(storm.spread()));
    keys.put("how", storm.how().toString());
    return keys;
  }

  private static Map<String, Object> fault(Fault fault) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("at", DurationText.format(fault.at()));
    keys.putAll(fault.what());
    keys.computeIfPresent("with", (key, status) -> Integer.valueOf(status.toString()));
    return keys;
  }

  private static Map<String, Object> slo(Slo slo) {
    Map<String, Object> keys = new LinkedHashMap<>();
    Map<String, Map<String, String>> latency = new LinkedHashMap<>();
    for (Limit limit : slo.latency()) {
      latency
          .computeIfAbsent(limit.metric().word(), metric -> new LinkedHashMap<>())
          .put(limit.statistic().word(), DurationText.format(limit.limit()));
    }
    keys.putAll(latency);
    putIfAsked(keys, "lost", slo.lost());
    putIfAsked(keys, "duplicate", slo.duplicate());
    putIfAsked(keys, "unexpected", slo.unexpected());
    return keys;
  }

  private static void putIfAsked(Map<String, Object> keys, String key, @Nullable Long count) {
    if (count != null) {
      keys.put(key, count);
    }
  }

  private static Map<String, Object> limits(Limits limits) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("messages", limits.messages());
    keys.put("duration", DurationText.format(limits.duration()));
    if (limits.errors() != null) {
      keys.put("errors", limits.errors());
    }
    return keys;
  }
}
