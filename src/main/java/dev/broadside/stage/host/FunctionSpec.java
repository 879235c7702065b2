package dev.broadside.stage.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A function that a host shall run.
 *
 * @param handler {@code package.Class::method} or {@code package.Class}
 */
public record FunctionSpec(String name, String handler, Duration timeout, int memoryMb) {
  private static final int ARGUMENTS = 4;

  /** The function as arguments of a command line. */
  public List<String> toArguments() {
    return List.of(name, handler, "" + timeout.toMillis(), "" + memoryMb);
  }

  static List<FunctionSpec> fromArguments(List<String> arguments) {
    List<FunctionSpec> specs = new ArrayList<>();
    for (int at = 0; at + ARGUMENTS <= arguments.size(); at += ARGUMENTS) {
      specs.add(
          new FunctionSpec(
              arguments.get(at),
              arguments.get(at + 1),
              Duration.ofMillis(Long.parseLong(arguments.get(at + 2))),
              Integer.parseInt(arguments.get(at + 3))));
    }
    return specs;
  }
}
