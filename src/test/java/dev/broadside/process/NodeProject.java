package dev.broadside.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Node program that tests start: a folder of {@code src/test}, copied to {@code target} and
 * installed there with the versions of its lock file.
 */
public final class NodeProject {
  /** What a test says that is skipped where there is none. */
  public static final String MISSING =
      "node or npm is missing, so nothing is measured: install Node.js 20 or newer with npm";

  private static final long INSTALL_MINUTES = 5;

  private final Path home;

  private NodeProject(Path home) {
    this.home = home;
  }

  /** Whether {@code npm} and {@code node} can be called here. */
  public static boolean isPossible() throws InterruptedException {
    try {
      for (String tool : List.of("npm", "node")) {
        Process version =
            new ProcessBuilder(tool, "--version")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        if (version.waitFor() != 0) {
          return false;
        }
      }
      return true;
    } catch (IOException missing) {
      return false;
    }
  }

  /** Installs {@code src/test/NAME}, where that was not done before. */
  public static synchronized NodeProject installed(String name, Path log)
      throws IOException, InterruptedException {
    Path sources = Path.of("src/test", name);
    NodeProject project = new NodeProject(Path.of("target", name));
    Path lock = project.home.resolve("package-lock.json");
    boolean installed =
        Files.isDirectory(project.home.resolve("node_modules"))
            && Files.exists(lock)
            && Files.mismatch(sources.resolve("package-lock.json"), lock) < 0;
    Files.createDirectories(project.home);
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.toList()) {
        Path copy = project.home.resolve(file.getFileName());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!installed) {
      project.install(log);
    }
    return project;
  }

  private void install(Path log) throws IOException, InterruptedException {
    Process npm =
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      throw new IOException("npm ci failed: " + Files.readString(log));
    }
  }

  /** A process that runs one of its programs. */
  public ProcessBuilder node(String... arguments) {
    List<String> command = new ArrayList<>(List.of("node"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(home.toFile());
  }
}
