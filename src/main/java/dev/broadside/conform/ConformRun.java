package dev.broadside.conform;

import dev.broadside.process.ProcessException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One run of the checks: the variants at the same time, the checks of one many at a time, each with
 * a deadline of its own, so that a stage that answers nothing costs time and nothing else.
 */
public final class ConformRun {
  private static final int AT_ONCE = 8;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final Options options;
  private final List<Check> checks;
  private final Consumer<Result> listener;
  private final Map<String, Result> results = new ConcurrentHashMap<>();
  private final Map<Variant, Recognition> recognized = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean stopped;
  private volatile boolean incomplete;

  /**
   * What to check.
   *
   * @param slow whether to wait for AWS's own clocks
   * @param only ids of checks; none means all
   */
  public record Options(boolean slow, Set<String> only) {}

  /** A run that tells {@code listener} each result as it comes, on any thread. */
  public ConformRun(Options options, Consumer<Result> listener) {
    this.options = options;
    this.checks = Catalog.only(options.only);
    this.listener = listener;
  }

  /** How many checks there are. */
  public int total() {
    return checks.size();
  }

  /** The variants that the checks need. */
  Set<Variant> variants() {
    return checks.stream().map(check -> check.terms().variant()).collect(Collectors.toSet());
  }

  /** Ends what runs; what was not found yet cannot be checked any more. */
  public void stop() {
    stopped = true;
    threads.shutdownNow();
  }

  /** Checks the stages of {@code sources}, by variant. */
  ConformReport run(String url, Map<Variant, StageSource> sources) throws InterruptedException {
    long start = System.nanoTime();
    List<Future<?>> variants = new ArrayList<>();
    for (Map.Entry<Variant, List<Check>> entry : byVariant(sources).entrySet()) {
      StageSource source = sources.get(entry.getKey());
      if (source == null) {
        entry.getValue().forEach(check -> tell(check, missing(entry.getKey()), 0));
      } else {
        submit(() -> runVariant(entry.getKey(), source, entry.getValue())).ifPresent(variants::add);
      }
    }
    for (Future<?> variant : variants) {
      await(variant);
    }
    threads.shutdownNow();
    for (Check check : checks) {
      if (!results.containsKey(check.id())) {
        tell(check, new Finding.CannotBeChecked("the run was interrupted"), 0);
      }
    }
    Recognition main = recognized.get(Variant.MAIN);
    StageKind kind =
        main == null ? new StageKind(StageKind.Kind.UNKNOWN, "nobody looked") : main.kind();
    return new ConformReport(
        url,
        kind,
        incomplete,
        stopped,
        checks.stream().map(check -> results.get(check.id())).toList(),
        millisSince(start));
  }

  /** Starts a task, unless the run was stopped. */
  private Optional<Future<?>> submit(Callable<@Nullable Void> task) {
    try {
      return Optional.of(threads.submit(task));
    } catch (RejectedExecutionException e) {
      if (stopped) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Waits for one of our own tasks; how those end that were stopped is no news. */
  private void await(Future<?> task) throws InterruptedException {
    try {
      task.get();
    } catch (ExecutionException e) {
      if (!stopped) {
        throw new IllegalStateException("a check was not made", e);
      }
    }
  }

  /** Checks of AWS's clocks are made on any stage that has our routes. */
  private Map<Variant, List<Check>> byVariant(Map<Variant, StageSource> sources) {
    Map<Variant, List<Check>> byVariant = new EnumMap<>(Variant.class);
    for (Check check : checks) {
      Variant wanted = check.terms().variant();
      boolean anywhere = !check.terms().waits().isZero() && !sources.containsKey(wanted);
      byVariant
          .computeIfAbsent(anywhere ? Variant.MAIN : wanted, v -> new ArrayList<>())
          .add(check);
    }
    return byVariant;
  }

  private static Finding missing(Variant variant) {
    return new Finding.CannotBeChecked(
        "it needs %s.yaml: deploy it and name it with %s"
            .formatted(variant.design(), variant.option()));
  }

  private @Nullable Void runVariant(Variant variant, StageSource source, List<Check> its)
      throws InterruptedException {
    try {
      Site.Stage stage = source.get();
      Recognition recognition = Recognition.of(stage);
      recognized.put(variant, recognition);
      runAll(its.stream().filter(check -> !check.terms().alone()).toList(), stage, recognition);
      for (Check check : its.stream().filter(check -> check.terms().alone()).toList()) {
        runAll(List.of(check), stage, recognition);
      }
    } catch (ProcessException e) {
      incomplete = true;
      its.forEach(
          check -> tell(check, new Finding.CannotBeChecked(String.valueOf(e.getMessage())), 0));
    }
    return null;
  }

  private void runAll(List<Check> some, Site.Stage stage, Recognition recognition)
      throws InterruptedException {
    Semaphore places = new Semaphore(AT_ONCE);
    List<Future<?>> running = new ArrayList<>();
    for (Check check : some) {
      // Those that wait for clocks take no place: they do nothing meanwhile.
      boolean waits = !check.terms().waits().isZero();
      if (!waits) {
        places.acquire();
      }
      running.add(
          threads.submit(
              () -> {
                try {
                  long start = System.nanoTime();
                  tell(check, find(check, stage, recognition), millisSince(start));
                } finally {
                  if (!waits) {
                    places.release();
                  }
                }
                return null;
              }));
    }
    for (Future<?> each : running) {
      await(each);
    }
  }

  private Finding find(Check check, Site.Stage stage, Recognition recognition)
      throws InterruptedException {
    String unreachable = recognition.unreachable();
    if (unreachable != null) {
      return new Finding.CannotBeChecked(unreachable);
    }
    if (check.terms().ours() && !recognition.ours()) {
      return new Finding.CannotBeChecked(
          "the stage does not run " + check.terms().variant().design() + ".yaml");
    }
    Duration waits = check.terms().waits();
    if (!waits.isZero() && !stage.clocks().scaled() && !options.slow) {
      return new Finding.CannotBeChecked(
          "it takes " + waits.toMinutes() + " minutes: say --slow to wait for it");
    }
    return within(deadline(waits, stage.clocks()), check, stage);
  }

  private static Duration deadline(Duration waits, Site.Clocks clocks) {
    return waits.isZero()
        ? DEADLINE
        : DEADLINE.plus(clocks.idle().multipliedBy(3)).plus(clocks.maxAge().multipliedBy(2));
  }

  private Finding within(Duration deadline, Check check, Site.Stage stage)
      throws InterruptedException {
    try (Site site = new Site(stage)) {
      Future<Finding> finding = threads.submit(() -> probe(check, site));
      try {
        return finding.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        finding.cancel(true);
        return new Finding.Differs(
            "an end of the check", "none within " + deadline.toSeconds() + " s");
      } catch (ExecutionException e) {
        return new Finding.CannotBeChecked("the check itself failed: " + e.getCause());
      }
    }
  }

  private static Finding probe(Check check, Site site) throws InterruptedException {
    try {
      check.probe().check(site);
      return new Finding.Holds(site.note());
    } catch (Difference difference) {
      return difference.finding();
    } catch (CannotCheck cannot) {
      return new Finding.CannotBeChecked(String.valueOf(cannot.getMessage()));
    } catch (ConnectException gone) {
      return new Finding.CannotBeChecked("the stage takes no connections any more: " + gone);
    } catch (SocketTimeoutException | HttpTimeoutException silent) {
      return new Finding.Differs("an answer", "nothing (" + silent.getMessage() + ")");
    } catch (IOException broken) {
      return new Finding.Differs("an answer", String.valueOf(broken.getMessage()));
    } catch (SdkException unexpected) {
      return new Finding.Differs(
          "an answer that the SDK reads", String.valueOf(unexpected.getMessage()));
    }
  }

  private void tell(Check check, Finding finding, long millis) {
    Result result = Result.of(check, finding, millis);
    if (results.putIfAbsent(check.id(), result) == null) {
      listener.accept(result);
    }
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
