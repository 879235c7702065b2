package dev.broadside.gate;

import dev.broadside.measure.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checkouts of one repository at several commits, which go when this is closed. */
final class Worktrees implements AutoCloseable {
  private final Path repository;
  private final Path folder;
  private final Shell shell;
  private final Shell cleaner;
  private final List<Path> added = new ArrayList<>();

  /**
   * None yet.
   *
   * @param repository the top of its working tree
   * @param folder where they go; it is removed with them
   * @param cleaner a shell that works also when {@code shell} is stopped
   */
  Worktrees(Path repository, Path folder, Shell shell, Shell cleaner) {
    this.repository = repository;
    this.folder = folder;
    this.shell = shell;
    this.cleaner = cleaner;
  }

  /** The top of the working tree that {@code here} is in. */
  static Path repository(Path here, Shell shell) throws GateException, InterruptedException {
    Shell.End end = shell.run(here, List.of("git", "rev-parse", "--show-toplevel"));
    if (end.exitCode() != 0) {
      throw new GateException(
          here.toAbsolutePath() + " is in no git repository: call the gate inside one");
    }
    return Path.of(end.output().strip());
  }

  /** The commit that {@code ref} names. */
  String commit(String ref) throws GateException, InterruptedException {
    Shell.End end =
        shell.run(
            repository,
            List.of(
                "git", "rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}"));
    if (end.exitCode() != 0) {
      throw new GateException(
          "'%s' names no commit here: fetch it (a shallow checkout has few), or name another"
              .formatted(ref));
    }
    return end.output().strip();
  }

  /** A checkout of {@code commit}. */
  Path add(Side side, String commit) throws GateException, InterruptedException {
    Path path = folder.resolve(side.toString());
    added.add(path);
    Shell.End end =
        shell.run(
            repository,
            List.of("git", "worktree", "add", "--quiet", "--detach", path.toString(), commit));
    if (end.exitCode() != 0) {
      throw new GateException(
          "git made no worktree of the %s (%s): see %s"
              .formatted(side, shell.lastLine(), shell.log()));
    }
    return path;
  }

  @Override
  public void close() throws GateException {
    try {
      for (Path path : added) {
        cleaner.run(repository, List.of("git", "worktree", "remove", "--force", path.toString()));
      }
      RunFolder.remove(folder);
      cleaner.run(repository, List.of("git", "worktree", "prune"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new GateException(folder + " cannot be removed (" + e + "): remove it", e);
    }
  }
}
