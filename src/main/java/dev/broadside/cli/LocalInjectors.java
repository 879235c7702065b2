package dev.broadside.cli;

import dev.broadside.process.ProcessException;
import dev.broadside.scale.InjectorVariables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Injectors that are processes of this machine. */
final class LocalInjectors implements Injectors {
  private final List<LocalInjector> all = new ArrayList<>();

  private LocalInjectors() {}

  /** Starts all of them. */
  static LocalInjectors start(InjectorVariables variables, Path logs) throws ProcessException {
    LocalInjectors injectors = new LocalInjectors();
    try {
      for (int shard = 0; shard < variables.shards(); shard++) {
        injectors.all.add(LocalInjector.start(variables, shard, logs));
      }
      return injectors;
    } catch (ProcessException e) {
      injectors.close();
      throw e;
    }
  }

  @Override
  public boolean areOver() {
    return all.stream().noneMatch(LocalInjector::isRunning);
  }

  @Override
  public Map<Integer, String> gone() {
    Map<Integer, String> gone = new TreeMap<>();
    for (LocalInjector injector : all) {
      if (!injector.isRunning()) {
        gone.put(injector.shard(), injector.describeEnd());
      }
    }
    return gone;
  }

  @Override
  public String distrust() {
    return all.stream()
        .filter(LocalInjector::hasAnotherClock)
        .findFirst()
        .map(
            injector ->
                "the clock of injector %d is not that of this process: run it elsewhere, with its own"
                    .formatted(injector.shard()))
        .orElse("");
  }

  @Override
  public void close() {
    all.forEach(LocalInjector::close);
  }
}
