package dev.broadside.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The commit that the working directory is at, so that a result can be traced to a source. */
final class Commit {
  private Commit() {}

  /**
   * Its hash, with {@code -dirty} behind it when files differ; {@code null} outside a repository.
   */
  static @Nullable String current() {
    String hash = git("rev-parse", "HEAD");
    if (hash == null || hash.isEmpty()) {
      return null;
    }
    String changes = git("status", "--porcelain");
    return changes == null || changes.isEmpty() ? hash : hash + "-dirty";
  }

  private static @Nullable String git(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0 ? output : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
