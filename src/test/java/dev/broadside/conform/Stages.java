package dev.broadside.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.conform.SeededDefects.Seeded;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Real local stages, to be looked at through defects. */
final class Stages implements AutoCloseable {
  private final LocalStages stages;

  Stages(Set<Variant> variants, Path folder) throws Exception {
    stages = LocalStages.start(variants, folder, Duration.ofSeconds(15));
  }

  Site.Stage stage(Variant variant) throws Exception {
    StageSource source = stages.sources().get(variant);
    if (source == null) {
      throw new IllegalArgumentException(variant + " was not started");
    }
    return source.get();
  }

  /** The same stage behind a proxy; {@code @connections} goes through it too. */
  private static Site.Stage behind(DefectProxy proxy, Site.Stage stage) {
    URI http = URI.create(proxy.url().toString().replaceFirst("^ws", "http"));
    return new Site.Stage(
        proxy.url(),
        new Management(http, LocalStages.ACCESS, stage.patience()),
        stage.clocks(),
        stage.patience(),
        stage.counters(),
        stage.refill());
  }

  /** Runs the checks of the defect's variant through it: all others see nothing of it. */
  void onlyItsCheckFails(Seeded seeded, Set<String> among) throws Exception {
    Set<String> ids =
        Catalog.all().stream()
            .filter(check -> check.terms().variant() == seeded.variant())
            .map(Check::id)
            .filter(id -> among.isEmpty() || among.contains(id))
            .collect(Collectors.toSet());
    assertEquals(
        Map.of(seeded.check(), "differs"), failing(seeded.variant(), seeded.defect(), ids));
  }

  /** The checks that do not hold, and how. */
  Map<String, String> failing(Variant variant, Defect defect, Set<String> ids) throws Exception {
    Site.Stage real = stage(variant);
    try (DefectProxy proxy = new DefectProxy(real.url(), defect)) {
      Site.Stage stage = behind(proxy, real);
      ConformReport report =
          new ConformRun(new ConformRun.Options(false, ids), result -> {})
              .run("proxy", Map.of(variant, () -> stage));
      stage.management().close();
      return report.results().stream()
          .filter(result -> !(result.finding() instanceof Finding.Holds))
          .filter(result -> !isUnopened(result))
          .collect(Collectors.toMap(Result::id, Stages::word));
    }
  }

  /** Where nobody can connect, the checks that need a connection say that they cannot be made. */
  private static boolean isUnopened(Result result) {
    return result.finding() instanceof Finding.CannotBeChecked(String why)
        && (why.startsWith("no connection could be opened")
            || why.startsWith("the stage does not run"));
  }

  private static String word(Result result) {
    return result.finding() instanceof Finding.Differs ? "differs" : result.finding().toString();
  }

  @Override
  public void close() {
    stages.close();
  }
}
