package dev.broadside.stage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a fault as JSON, in the words of a scenario: <code>{"kill":"5%","how":"reset"}</code>.
 * Whatever it does not know is an error in one sentence.
 */
final class FaultReader {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final List<String> KINDS =
      List.of("kill", "freeze", "fail", "delay", "throttle", "stop");
  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
  private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,9})(us|ms|s|m|h)");

  /** A process that stands still must not do so for ever. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final JsonNode fault;

  private FaultReader(JsonNode fault) {
    this.fault = fault;
  }

  static Fault read(String json) throws StageException {
    JsonNode fault;
    try {
      fault = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new StageException("a fault is JSON, and this is none: " + e.getOriginalMessage(), e);
    }
    List<String> kinds = KINDS.stream().filter(fault::has).toList();
    if (kinds.size() != 1) {
      throw new StageException(
          "a fault has one of %s, as {\"kill\":\"5%%\",\"how\":\"reset\"}"
              .formatted(String.join(", ", KINDS)));
    }
    return new FaultReader(fault).fault(kinds.getFirst());
  }

  private Fault fault(String kind) throws StageException {
    return switch (kind) {
      case "kill" -> kill();
      case "freeze" -> {
        only("freeze", "for");
        yield new Fault.Freeze(share("freeze"), heals());
      }
      case "fail" -> {
        only("fail", "with", "for");
        yield new Fault.Fail(
            share("fail"), Integer.parseInt(choice("with", "500", "429", "410")), heals());
      }
      case "delay" -> {
        only("delay", "by", "for");
        yield new Fault.Delay(share("delay"), time("by"), heals());
      }
      case "throttle" -> {
        only("throttle", "for");
        yield new Fault.Throttle(text("throttle"), heals());
      }
      default -> stop();
    };
  }

  private Fault kill() throws StageException {
    only("kill", "how", "for");
    String how = choice("how", "fin", "reset", "silent");
    if (fault.has("for") && !how.equals("silent")) {
      throw new StageException(
          "'for' goes with how: silent only: a socket that was closed does not come back");
    }
    return new Fault.Kill(share("kill"), Fault.How.valueOf(how.toUpperCase(Locale.ROOT)), heals());
  }

  private Fault stop() throws StageException {
    only("stop", "how", "for");
    String how = choice("how", "pause", "end");
    if (how.equals("pause")) {
      Duration heals = heals();
      return new Fault.Pause(text("stop"), heals == null ? PAUSE : heals);
    }
    if (fault.has("for")) {
      throw new StageException("'for' goes with how: pause only: what ended does not come back");
    }
    return new Fault.End(text("stop"));
  }

  private void only(String... known) throws StageException {
    List<String> unknown = new ArrayList<>();
    for (Iterator<String> names = fault.fieldNames(); names.hasNext(); ) {
      unknown.add(names.next());
    }
    unknown.removeAll(List.of(known));
    if (!unknown.isEmpty()) {
      throw new StageException(
          "'%s' does not go with '%s': known there are %s"
              .formatted(unknown.getFirst(), known[0], String.join(", ", known)));
    }
  }

  private String text(String key) throws StageException {
    JsonNode value = fault.path(key);
    if (value.isMissingNode()) {
      throw new StageException("'" + key + "' is missing");
    }
    if (!value.isTextual() || value.asText().isBlank()) {
      throw new StageException("'%s' must be text, not %s".formatted(key, value));
    }
    return value.asText();
  }

  /** One of {@code known}, the first where the key is missing. */
  private String choice(String key, String... known) throws StageException {
    JsonNode value = fault.path(key);
    String word = value.isMissingNode() ? known[0] : value.asText();
    if (!List.of(known).contains(word)) {
      throw new StageException(
          "'%s' must be %s, not %s".formatted(key, String.join(" or ", known), value));
    }
    return word;
  }

  private double share(String key) throws StageException {
    Matcher matcher = SHARE.matcher(text(key));
    double percent = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
    if (!(percent > 0) || percent > 100) {
      throw new StageException(
          "'%s' must be a share above 0%% and up to 100%%, as 5%%, not '%s'"
              .formatted(key, text(key)));
    }
    return percent / 100;
  }

  private @Nullable Duration heals() throws StageException {
    return fault.has("for") ? time("for") : null;
  }

  private Duration time(String key) throws StageException {
    Matcher matcher = TIME.matcher(text(key));
    if (!matcher.matches()) {
      throw new StageException(
          "'%s' must be a time, as 10s or 500ms, not '%s'".formatted(key, text(key)));
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "us" -> Duration.of(number, ChronoUnit.MICROS);
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
