package dev.broadside.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The temporary folder of one child, where libraries extract their native code. The child removes
 * it when its parent is gone, and the parent when the child was killed, so that only a SIGKILL of
 * both leaves it.
 */
public record TemporaryFolder(Path path) {

  /** Makes it, in a folder that is there: a run that was stopped meanwhile took its own away. */
  public void create() throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectory(path);
    }
  }

  /** The option that makes a JVM use it. */
  public String jvmOption() {
    return "-Djava.io.tmpdir=" + path;
  }

  /** Removes it; libraries that were extracted there stay mapped. */
  public void delete() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.getLogger(TemporaryFolder.class.getName())
          .log(System.Logger.Level.WARNING, path + " could not be removed", e);
    }
  }
}
