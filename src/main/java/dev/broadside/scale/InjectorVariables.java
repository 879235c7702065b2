package dev.broadside.scale;

import dev.broadside.measure.Anchor;
import dev.broadside.scenario.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an injector reads, and a launcher writes: the variables of the package's chapter.
 *
 * @param index {@code null} where it takes a slot that is free
 * @param target {@code null} where the scenario names one
 * @param anchor the launcher's clock; {@code null} where nobody on this host started it
 */
public record InjectorVariables(
    String run,
    int shards,
    @Nullable Integer index,
    TableAddress table,
    Path scenario,
    @Nullable String target,
    int quorum,
    Duration barrierTimeout,
    Path reports,
    @Nullable Anchor anchor) {
  private static final Pattern RUN = Pattern.compile("[0-9a-z]{1,16}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
  private static final Pattern ANCHOR = Pattern.compile("(\\d{1,18}):(-?\\d{1,19})");
  private static final int MOST_SHARDS = 9_999;

  private static final String SHARD = "BROADSIDE_SHARD";
  private static final List<String> INDEX =
      List.of(SHARD, "JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX");

  /** Reads them. */
  public static InjectorVariables of(Function<String, @Nullable String> environment)
      throws ScaleException {
    Source source = new Source(environment);
    String run = source.required("BROADSIDE_RUN_ID");
    if (!RUN.matcher(run).matches()) {
      throw new ScaleException(
          "BROADSIDE_RUN_ID is '" + run + "': write 1 to 16 digits and lower-case letters");
    }
    int shards = source.number("BROADSIDE_SHARDS", source.required("BROADSIDE_SHARDS"));
    if (shards < 1 || shards > MOST_SHARDS) {
      throw new ScaleException(
          "BROADSIDE_SHARDS is %d: write 1 to %d".formatted(shards, MOST_SHARDS));
    }
    int quorum =
        source.number("BROADSIDE_QUORUM", source.or("BROADSIDE_QUORUM", Integer.toString(shards)));
    if (quorum < 1 || quorum > shards) {
      throw new ScaleException(
          "BROADSIDE_QUORUM is %d: write 1 to %d, the number of injectors"
              .formatted(quorum, shards));
    }
    return new InjectorVariables(
        run,
        shards,
        source.index(),
        new TableAddress(
            source.or("BROADSIDE_TABLE", TableAddress.DEFAULT_TABLE),
            source.or("BROADSIDE_DYNAMODB", TableAddress.AWS)),
        Path.of(source.required("BROADSIDE_SCENARIO")),
        source.get("BROADSIDE_TARGET"),
        quorum,
        source.duration("BROADSIDE_BARRIER_TIMEOUT", "5m"),
        Path.of(source.or("BROADSIDE_REPORTS", "reports")),
        source.anchor());
  }

  /** The same as variables, for a process that is started with them. */
  public Map<String, String> toEnvironment() {
    Map<String, String> variables = new TreeMap<>();
    variables.put("BROADSIDE_RUN_ID", run);
    variables.put("BROADSIDE_SHARDS", Integer.toString(shards));
    variables.put("BROADSIDE_TABLE", table.table());
    variables.put("BROADSIDE_DYNAMODB", table.endpoint());
    variables.put("BROADSIDE_SCENARIO", scenario.toString());
    variables.put("BROADSIDE_QUORUM", Integer.toString(quorum));
    variables.put("BROADSIDE_BARRIER_TIMEOUT", DurationText.format(barrierTimeout));
    variables.put("BROADSIDE_REPORTS", reports.toString());
    putUnlessNull(variables, SHARD, index);
    putUnlessNull(variables, "BROADSIDE_TARGET", target);
    putUnlessNull(
        variables,
        "BROADSIDE_ANCHOR",
        anchor == null ? null : anchor.epochMicros() + ":" + anchor.nanos());
    return variables;
  }

  private static void putUnlessNull(
      Map<String, String> variables, String name, @Nullable Object value) {
    if (value != null) {
      variables.put(name, value.toString());
    }
  }

  /** The same for one injector of them. */
  public InjectorVariables withIndex(int shard) {
    return new InjectorVariables(
        run, shards, shard, table, scenario, target, quorum, barrierTimeout, reports, anchor);
  }

  /** An environment, in which an empty variable is none. */
  private record Source(Function<String, @Nullable String> environment) {

    @Nullable String get(String name) {
      String value = environment.apply(name);
      return value == null || value.isBlank() ? null : value.strip();
    }

    String or(String name, String other) {
      String value = get(name);
      return value == null ? other : value;
    }

    String required(String name) throws ScaleException {
      String value = get(name);
      if (value == null) {
        throw new ScaleException(
            name
                + " is not set: an injector is started by './broadside run --injectors N', or"
                + " with the variables that src/docs/scale.md lists");
      }
      return value;
    }

    int number(String name, String value) throws ScaleException {
      if (!NUMBER.matcher(value).matches()) {
        throw new ScaleException(name + " is '" + value + "': write a number from 0");
      }
      return Integer.parseInt(value);
    }

    /** The first that is set: what its launcher says comes before what its engine does. */
    @Nullable Integer index() throws ScaleException {
      for (String name : INDEX) {
        String value = get(name);
        if (value != null) {
          return number(name, value);
        }
      }
      return null;
    }

    Duration duration(String name, String otherwise) throws ScaleException {
      try {
        return DurationText.parse(or(name, otherwise));
      } catch (IllegalArgumentException e) {
        throw new ScaleException(name + ": " + e.getMessage(), e);
      }
    }

    @Nullable Anchor anchor() throws ScaleException {
      String value = get("BROADSIDE_ANCHOR");
      if (value == null) {
        return null;
      }
      Matcher matcher = ANCHOR.matcher(value);
      if (!matcher.matches()) {
        throw new ScaleException(
            "BROADSIDE_ANCHOR is '" + value + "': only a launcher on this host sets it");
      }
      return new Anchor(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }
  }
}
