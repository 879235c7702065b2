package dev.broadside.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what was left under the reports: names end in the time, so the last one is the newest. */
final class NewestFolder {
  private NewestFolder() {}

  /** Whether a folder will do. */
  interface Condition {
    boolean holds(Path folder) throws IOException;
  }

  /** The newest whose name begins so and for which that holds. */
  static Optional<Path> of(Path reports, String prefix, Condition condition) throws IOException {
    if (!Files.isDirectory(reports)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(reports)) {
      List<Path> newestFirst =
          folders
              .filter(folder -> folder.getFileName().toString().startsWith(prefix))
              .sorted(Comparator.reverseOrder())
              .toList();
      for (Path folder : newestFirst) {
        if (condition.holds(folder)) {
          return Optional.of(folder);
        }
      }
    }
    return Optional.empty();
  }
}
