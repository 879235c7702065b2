package dev.broadside.scenario;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Something that goes wrong during the measured window. What it is stays in the words of the file,
 * checked and in one spelling: the stage's control endpoint understands the same ones.
 *
 * @param at from the beginning of the window
 * @param what as {@code kill: 5%, how: reset}, in the order of the documentation
 */
public record Fault(Duration at, Map<String, String> what) {
  /** Takes a copy that keeps the order. */
  public Fault {
    what = Collections.unmodifiableMap(new LinkedHashMap<>(what));
  }

  @Override
  public String toString() {
    return what.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(", ", "at " + DurationText.format(at) + ": ", ""));
  }
}
