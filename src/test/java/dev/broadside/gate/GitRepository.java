package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A repository of a test, with an author of its own. */
public record GitRepository(Path folder) {

  /** Makes the folder one. */
  public static GitRepository create(Path folder) throws Exception {
    GitRepository repository = new GitRepository(folder);
    repository.git("init", "--quiet");
    return repository;
  }

  /** Commits whatever there is, also when that is what there was. */
  public void commit() throws Exception {
    git("add", "--all");
    git(
        "-c",
        "user.name=Test",
        "-c",
        "user.email=test@example.com",
        "commit",
        "--quiet",
        "--allow-empty",
        "--message",
        "change");
  }

  /** What git says to a command that must succeed. */
  public String git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, git.waitFor(), said);
    return said;
  }

  /** How many worktrees there are, itself one of them. */
  public long worktrees() throws Exception {
    return git("worktree", "list").lines().count();
  }
}
