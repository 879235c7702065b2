package dev.broadside.stage;

import dev.broadside.aws.Profile;
import dev.broadside.aws.ProfileException;
import dev.broadside.aws.Profiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The command line of the stage process.
 *
 * @param design a bundled design, or null where {@code template} names a file
 */
record StageArguments(
    @Nullable String design,
    @Nullable Path template,
    Map<String, String> parameters,
    LocalStage.Settings settings) {
  /** Environments of one function: enough to overlap, few enough not to thrash. */
  private static final int CONCURRENCY = 2 * Runtime.getRuntime().availableProcessors();

  private static final int MAX_PORT = 65_535;

  /** Whole numbers above zero, as scenario files write them. */
  private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,6})(ms|s|m|h)");

  private static final List<String> OPTIONS =
      List.of(
          "--design",
          "--template",
          "--parameter",
          "--port",
          "--logs",
          "--concurrency",
          "--dynamodb",
          "--sqs",
          "--auth",
          "--idle",
          "--max-age",
          "--pings-count",
          "--profile",
          "--function",
          "--function-concurrency",
          "--function-check",
          "--code",
          "--bind",
          "--expose",
          "--tls");

  static StageArguments parse(List<String> arguments) throws StageException {
    Map<String, String> options = new HashMap<>();
    Map<String, String> parameters = new HashMap<>();
    Map<String, List<String>> repeated = new HashMap<>();
    for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
      String name = words.next();
      if (!words.hasNext()) {
        throw new StageException("option " + name + " needs a value after it");
      }
      if (name.equals("--parameter")) {
        addParameter(parameters, words.next());
      } else if (FunctionOptions.REPEATABLE.contains(name)) {
        repeated.computeIfAbsent(name, option -> new ArrayList<>()).add(words.next());
      } else {
        options.put(name, words.next());
      }
    }
    boolean checked =
        !isSecond("--function-check", options.remove("--function-check"), "yes", "no");
    return of(options, parameters, FunctionOptions.parse(repeated, checked));
  }

  private static void addParameter(Map<String, String> parameters, String value)
      throws StageException {
    int equals = value.indexOf('=');
    if (equals < 1) {
      throw new StageException("--parameter takes Name=Value, not '" + value + "'");
    }
    parameters.put(value.substring(0, equals), value.substring(equals + 1));
  }

  private static StageArguments of(
      Map<String, String> options, Map<String, String> parameters, FunctionOptions functions)
      throws StageException {
    String design = options.remove("--design");
    String template = options.remove("--template");
    String logs = options.remove("--logs");
    int port = number("--port", options.remove("--port"), 0, MAX_PORT);
    int concurrency = number("--concurrency", options.remove("--concurrency"), CONCURRENCY, 1_000);
    URI dynamoDb = endpoint("--dynamodb", options.remove("--dynamodb"));
    URI sqs = endpoint("--sqs", options.remove("--sqs"));
    Rules rules = rules(options);
    Listening listening = Listening.take(options);
    if (!options.isEmpty()) {
      throw new StageException(
          "unknown option %s: there are %s"
              .formatted(options.keySet().iterator().next(), String.join(", ", OPTIONS)));
    }
    if ((design == null) == (template == null)) {
      throw new StageException("say what to run with --design NAME or --template FILE");
    }
    if (logs == null) {
      throw new StageException("say where logs go with --logs DIR");
    }
    return new StageArguments(
        design,
        template == null ? null : Path.of(template),
        Map.copyOf(parameters),
        new LocalStage.Settings(
            port,
            Path.of(logs).toAbsolutePath(),
            new Stores.Elsewhere(dynamoDb, sqs),
            concurrency,
            rules,
            listening,
            functions));
  }

  private static Rules rules(Map<String, String> options) throws StageException {
    Lifetime usual = Lifetime.OF_AWS;
    Lifetime lifetime =
        new Lifetime(
            duration("--idle", options.remove("--idle"), usual.idle()),
            duration("--max-age", options.remove("--max-age"), usual.maxAge()),
            isSecond("--pings-count", options.remove("--pings-count"), "no", "yes"));
    return new Rules(
        lifetime,
        isSecond("--auth", options.remove("--auth"), "none", "iam"),
        profile(options.remove("--profile")));
  }

  private static Profile profile(@Nullable String nameOrPath) throws StageException {
    try {
      return Profiles.find(nameOrPath == null ? Profiles.IDEAL : nameOrPath);
    } catch (ProfileException e) {
      throw new StageException(String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean isSecond(
      String option, @Nullable String value, String absent, String second) throws StageException {
    if (value != null && !value.equals(absent) && !value.equals(second)) {
      throw new StageException(
          "%s takes %s or %s, not '%s'".formatted(option, absent, second, value));
    }
    return second.equals(value);
  }

  private static Duration duration(String option, @Nullable String value, Duration absent)
      throws StageException {
    if (value == null) {
      return absent;
    }
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      throw new StageException(
          "%s takes a time like 10m, 30s or 500ms, not '%s'".formatted(option, value));
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private static int number(String option, @Nullable String value, int absent, int max)
      throws StageException {
    if (value == null) {
      return absent;
    }
    if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > max) {
      throw new StageException(
          "%s takes a number up to %d, not '%s'".formatted(option, max, value));
    }
    return Integer.parseInt(value);
  }

  private static @Nullable URI endpoint(String option, @Nullable String value)
      throws StageException {
    if (value == null) {
      return null;
    }
    if (!value.matches("http://[\\w.-]+:\\d{1,5}/?")) {
      throw new StageException(
          option + " takes a URL like http://127.0.0.1:8000, not '" + value + "'");
    }
    return URI.create(value);
  }
}
