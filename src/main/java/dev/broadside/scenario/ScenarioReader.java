package dev.broadside.scenario;

import dev.broadside.scenario.Node.Kind;
import dev.broadside.scenario.Node.Mapping;
import dev.broadside.scenario.Node.Scalar;
import dev.broadside.scenario.Slo.Limit;
import dev.broadside.scenario.Slo.Metric;
import dev.broadside.scenario.Slo.Statistic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a scenario file strictly: what it does not know, or cannot run, it refuses by file, line
 * and column. It fills in every default, and checks that what the scenario plans stays within its
 * own limits. It looks into the environment only to see that each <code>${NAME}</code> is there.
 */
public final class ScenarioReader {
  private static final long MOST_MESSAGES = 1_000_000_000;

  /** The largest whole number that every reader of JSON keeps exactly. */
  private static final long LARGEST_SEED = (1L << 53) - 1;

  /** A limit of a latency, or of a whole run, may be short, but not nothing. */
  private static final Duration SHORTEST_LIMIT = Duration.ofNanos(1_000);

  private final Expansion expansion;

  /** Creates a reader that finds <code>${NAME}</code> in {@code environment}. */
  public ScenarioReader(Function<String, @Nullable String> environment) {
    this.expansion = new Expansion(environment);
  }

  /**
   * Reads {@code file}.
   *
   * @param overrides {@code key.path=value}, each in place of what the file says; the last wins
   */
  public Scenario read(Path file, List<String> overrides) throws ScenarioException {
    return parse(file.toString(), ScenarioFile.name(file), ScenarioFile.text(file), overrides);
  }

  /**
   * The runs that {@code file} asks for by {@code sweep}: for each one the override that makes
   * {@link #read} read it. None where it asks for no sweep, and is a run itself.
   */
  public List<String> sweep(Path file, List<String> overrides) throws ScenarioException {
    return Sweep.of(checked(file.toString(), ScenarioFile.text(file), overrides)).overrides();
  }

  Scenario parse(String file, String name, String text, List<String> overrides)
      throws ScenarioException {
    Mapping mapping = checked(file, text, overrides);
    Sweep sweep = Sweep.of(mapping);
    return scenario(name + sweep.suffix(), Section.root(file, sweep.applyTo(mapping)));
  }

  private static Mapping checked(String file, String text, List<String> overrides)
      throws ScenarioException {
    Mapping mapping = topLevel(file, text);
    for (String written : overrides) {
      mapping = Replacement.parse(written).applyTo(mapping);
    }
    Keys.ROOT.check("", mapping);
    return mapping;
  }

  private static Mapping topLevel(String file, String text) throws ScenarioException {
    Node root =
        YamlTree.read(
            text, (line, column) -> new Position("%s:%d:%d".formatted(file, line, column)));
    return switch (root) {
      case Mapping mapping -> mapping;
      case Scalar scalar when scalar.kind() == Kind.NOTHING -> throw empty(file);
      case null -> throw empty(file);
      case Node other ->
          throw other
              .at()
              .error("a scenario is keys with values, as 'question: …', not " + other.describe());
    };
  }

  private static ScenarioException empty(String file) {
    return new Position(file)
        .error("the file is empty: a scenario needs at least question and audience.connections");
  }

  private Scenario scenario(String name, Section root) throws ScenarioException {
    root.require("question", "say in one sentence what the run answers");
    Section limits = root.child("limits");
    ConnectReader connect = new ConnectReader(expansion);
    boolean local = connect.target(root) == null;
    Publish publish = new PublishReader(expansion, local).publish(root.child("publish"));
    Scenario scenario =
        new Scenario(
            name,
            expansion.plain(root, "question", root.text("question", "")),
            root.whole("seed", 0, LARGEST_SEED, 1),
            connect.target(root),
            new LocalReader(expansion).local(root.child("local")),
            connect.connect(root),
            AudienceReader.audience(root.child("audience")),
            publish,
            faults(root, publish),
            slo(root.child("slo")),
            limits(limits, local));
    TokenUse.check(scenario, root.child("connect"));
    ChurnReader.check(scenario, root.child("audience"));
    Budget.check(scenario, limits);
    return scenario.with(RenewalReader.renewal(root.child("connect"), Budget.whole(scenario)));
  }

  private static List<Fault> faults(Section root, Publish publish) throws ScenarioException {
    List<Fault> faults = FaultsReader.faults(root, publish.duration());
    if (!faults.isEmpty() && !root.text("target", "local").equals("local")) {
      throw root.error("faults", "need the local stage: leave them out, or target");
    }
    return faults;
  }

  private static Slo slo(Section slo) throws ScenarioException {
    List<Limit> latency = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      Section limits = slo.child(metric.word());
      for (Statistic statistic : Statistic.values()) {
        if (limits.has(statistic.word())) {
          Duration limit = limits.time(statistic.word(), SHORTEST_LIMIT, Duration.ZERO);
          latency.add(new Limit(metric, statistic, limit));
        }
      }
    }
    return new Slo(latency, count(slo, "lost"), count(slo, "duplicate"), count(slo, "unexpected"));
  }

  private static @Nullable Long count(Section slo, String key) throws ScenarioException {
    return slo.has(key) ? slo.whole(key, 0, MOST_MESSAGES, 0) : null;
  }

  private static Limits limits(Section limits, boolean local) throws ScenarioException {
    // Somebody's stage that refuses half of us is left alone; our own may be made to.
    String standard = local ? null : "50%";
    return new Limits(
        limits.whole("messages", 1, MOST_MESSAGES, 1_000_000),
        limits.time("duration", Duration.ofSeconds(1), Duration.ofMinutes(10)),
        limits.has("errors") ? limits.share("errors") : standard);
  }
}
