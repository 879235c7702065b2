package dev.broadside.cli;

import dev.broadside.conform.Catalog;
import dev.broadside.conform.ConformReport;
import dev.broadside.conform.ConformRun;
import dev.broadside.conform.Conformance;
import dev.broadside.conform.DeployedStages;
import dev.broadside.conform.JsonReport;
import dev.broadside.conform.MarkdownReport;
import dev.broadside.conform.ReportFormat;
import dev.broadside.conform.TextReport;
import dev.broadside.conform.Variant;
import dev.broadside.process.ProcessException;
import dev.broadside.process.Signals;
import dev.broadside.process.TemporaryFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code broadside conform}: does this stage behave like API Gateway? */
@Command(
    name = "conform",
    description = "Checks, one behaviour after another, whether a stage is like API Gateway.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Without a target it starts local stages, and all must hold. A deployed stage",
      "runs src/main/deploy/conformance.yaml; on any other, only what needs no routes",
      "is checked. @connections is called with AWS_ACCESS_KEY_ID,",
      "AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.",
      "",
      "Exit codes: 0 all that can be checked holds, 2 something differs, 1 nothing",
      "could be checked or a local stage did not start, 64 usage, 130 and 143",
      "interrupted.",
      "",
      "Examples:",
      "  ./broadside conform",
      "  ./broadside conform --only C4,A4 --json",
      "  ./broadside conform --target wss://abc.execute-api.us-east-1.amazonaws.com/prod"
    })
final class ConformCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--target",
      paramLabel = "URL",
      description = "Checks this stage (ws:// or wss://) instead of local ones.")
  private @Nullable URI target;

  @Option(
      names = "--bare",
      paramLabel = "URL",
      description = "Where conformance-bare.yaml is deployed, beside --target.")
  private @Nullable URI bare;

  @Option(
      names = "--guarded",
      paramLabel = "URL",
      description = "Where conformance-guarded.yaml is deployed, beside --target.")
  private @Nullable URI guarded;

  @Option(
      names = "--management-url",
      paramLabel = "URL",
      description = "Where @connections of the target is (default: the target's host and path).")
  private @Nullable URI management;

  @Option(
      names = "--only",
      paramLabel = "ID",
      split = ",",
      description = "Makes only these checks, such as C4,A10.")
  private Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--slow",
      description = "Makes the checks that wait for AWS's clocks too: 20 minutes and two hours.")
  private boolean slow;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, markdown or json (default: text).")
  private Format format = Format.TEXT;

  @Option(names = "--json", description = "The same as --format json.")
  private boolean json;

  @Option(names = "--plan", description = "Prints what would be done to the target, and exits.")
  private boolean plan;

  @Option(names = "--yes", description = "Checks a host that is not this one without asking.")
  private boolean yes;

  @Option(names = "--debug", description = "Prints stack traces.")
  @SuppressWarnings("UnusedVariable") // Errors looks for it among the arguments.
  private boolean debug;

  private final AtomicInteger signal = new AtomicInteger();

  /** How the report is written. */
  enum Format {
    TEXT,
    MARKDOWN,
    JSON
  }

  @Override
  public Integer call() throws Exception {
    // Before there are threads: who logs while another one sets logging up makes slf4j complain.
    LoggerFactory.getILoggerFactory();
    Map<Variant, URI> urls = urls();
    Set<String> unknown = Catalog.unknown(only);
    if (!unknown.isEmpty()) {
      throw usage("there is no check " + String.join(", ", unknown) + ": ids are like C4 and A10");
    }
    ConformPlan what = new ConformPlan(urls, slow);
    if (plan) {
      System.out.print(what.text());
      return ExitCode.PASS;
    }
    if (!what.isLoopback() && !yes && !Terminal.current().agrees(what.text())) {
      System.err.println(
          "broadside: nothing was sent; say --yes to check a host that is not this one");
      return ExitCode.USAGE;
    }
    return check(urls);
  }

  private Map<Variant, URI> urls() {
    Map<Variant, URI> urls = new EnumMap<>(Variant.class);
    put(urls, Variant.MAIN, target);
    put(urls, Variant.BARE, bare);
    put(urls, Variant.GUARDED, guarded);
    if (target == null && (!urls.isEmpty() || management != null)) {
      throw usage("--bare, --guarded and --management-url stand beside --target");
    }
    if (management != null && !isUrl(management, "https?")) {
      throw usage("--management-url takes http://… or https://…, not '" + management + "'");
    }
    return urls;
  }

  private void put(Map<Variant, URI> urls, Variant variant, @Nullable URI url) {
    if (url == null) {
      return;
    }
    if (!isUrl(url, "wss?")) {
      throw usage(
          variant.option() + " takes ws://host/stage or wss://host/stage, not '" + url + "'");
    }
    urls.put(variant, url);
  }

  private static boolean isUrl(URI url, String schemes) {
    return url.getScheme() != null
        && url.getScheme().matches(schemes)
        && url.getHost() != null
        && url.getRawQuery() == null
        && url.getRawUserInfo() == null;
  }

  private CommandLine.ParameterException usage(String sentence) {
    return new CommandLine.ParameterException(spec.commandLine(), sentence);
  }

  private int check(Map<Variant, URI> urls)
      throws ProcessException, IOException, InterruptedException {
    ConformProgress progress = new ConformProgress(System.err, Terminal.current());
    ConformRun run = new ConformRun(new ConformRun.Options(slow, only), progress::found);
    progress.start(run.total(), urls.isEmpty());
    Signals.onInterrupt(
        number -> {
          signal.set(number);
          run.stop();
        });
    ConformReport report = urls.isEmpty() ? local(run) : deployed(run, urls);
    progress.end();
    System.out.print(format().render(report));
    System.out.flush();
    return signal.get() == 0 ? exitCode(report) : ExitCode.SIGNAL + signal.get();
  }

  /** The logs stay where something went wrong: they say what. */
  private static ConformReport local(ConformRun run)
      throws ProcessException, IOException, InterruptedException {
    Path folder = Files.createTempDirectory("broadside-conform");
    ConformReport report = Conformance.local(run, folder);
    if (!report.incomplete() && report.differing() == 0) {
      new TemporaryFolder(folder).delete();
    } else {
      System.err.println("Logs of the local stages: " + folder);
    }
    return report;
  }

  private ConformReport deployed(ConformRun run, Map<Variant, URI> urls)
      throws InterruptedException {
    return Conformance.deployed(run, new DeployedStages(urls, management, System.getenv()));
  }

  private ReportFormat format() {
    Terminal terminal = Terminal.current();
    return switch (json ? Format.JSON : format) {
      case TEXT -> new TextReport(terminal.columns(), terminal.outIsTerminal());
      case MARKDOWN -> new MarkdownReport();
      case JSON -> new JsonReport();
    };
  }

  static int exitCode(ConformReport report) {
    if (report.differing() > 0) {
      return ExitCode.FAIL;
    }
    return report.holding() == 0 || report.incomplete() ? ExitCode.NOTHING_MEASURED : ExitCode.PASS;
  }
}
