package dev.broadside.gate;

import dev.broadside.gate.GateReport.CounterRow;
import dev.broadside.gate.GateReport.Row;
import dev.broadside.gate.GateReport.RulerRow;
import dev.broadside.scenario.GateFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gate: two sets of results, or two commits, to a report. */
public final class Gate {
  private final GateFile file;
  private final boolean allowMixed;
  private Results head = new Results();

  /**
   * A gate with the thresholds and waivers of {@code file}.
   *
   * @param allowMixed whether sides that were measured differently are compared, and marked
   */
  public Gate(GateFile file, boolean allowMixed) {
    this.file = file;
    this.allowMixed = allowMixed;
  }

  /** What the latest judgement was of. */
  Results head() {
    return head;
  }

  Rules rules() {
    return Rules.of(file.delta(), file.tolerance());
  }

  Map<String, Epsilon> epsilons() {
    Map<String, Epsilon> epsilons = new LinkedHashMap<>(Epsilon.STANDARD);
    file.counters()
        .forEach(
            (name, growth) -> epsilons.put(name, new Epsilon(growth.share(), growth.amount())));
    return epsilons;
  }

  /** Judges results that exist; {@code heads} are all of one side. */
  public GateReport judge(Path base, List<Path> heads) throws GateException {
    Mixed mixed = new Mixed(allowMixed);
    ResultFiles files = new ResultFiles(epsilons().keySet(), mixed);
    Results before = files.read("base", List.of(base));
    Results after = files.read("head", heads);
    List<Row> rows = new Unpaired(rules(), mixed).rows(before, after);
    String head = String.join(", ", heads.stream().map(Path::toString).toList());
    return report(new Measured(base.toString(), head, 0, before, after), rows, null, mixed);
  }

  /** Compares two commits of the repository around {@code plan}'s folder, until its budget ends. */
  public GateReport compare(GateRun.Plan plan, GateRun run) throws GateException {
    Mixed mixed = new Mixed(allowMixed);
    GateRun.Measured measured = run.measure(plan, file, rules(), epsilons().keySet(), mixed);
    Comparison comparison = measured.comparison();
    PairedRows paired = new PairedRows(comparison, rules());
    GateReport report =
        report(
            new Measured(
                measured.base(),
                measured.head(),
                plan.seed(),
                comparison.base(),
                comparison.head()),
            paired.rows(),
            paired.ruler(),
            mixed);
    return new GateReport(
        report.schema(),
        report.verdict(),
        report.reasons(),
        true,
        comparison.interrupted(),
        report.base(),
        report.head(),
        report.seed(),
        report.delta(),
        report.tolerance(),
        report.ruler(),
        comparison.droppedPairs(),
        report.mixed(),
        report.counters(),
        report.benchmarks(),
        measured.added());
  }

  private record Measured(String base, String head, long seed, Results before, Results after) {}

  private GateReport report(
      Measured measured, List<Row> judged, @Nullable RulerRow ruler, Mixed mixed)
      throws GateException {
    head = measured.after();
    Waivers waivers = new Waivers(file.waivers());
    List<CounterRow> counters =
        waivers.counters(Counters.compare(measured.before(), measured.after(), epsilons()));
    List<Row> rows = waivers.rows(judged);
    Conclusion conclusion = Conclusion.of(counters, rows, ruler);
    return new GateReport(
        GateReport.SCHEMA,
        conclusion.verdict(),
        conclusion.reasons(),
        ruler != null,
        false,
        measured.base(),
        measured.head(),
        measured.seed(),
        file.delta(),
        file.tolerance(),
        ruler,
        0,
        mixed.differences(),
        counters,
        rows,
        Results.added(measured.before(), measured.after()));
  }
}
