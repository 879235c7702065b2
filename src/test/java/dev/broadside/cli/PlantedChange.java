package dev.broadside.cli;

import dev.broadside.gate.GitRepository;
import java.nio.file.Path;

/** A change for the worse that the gate must find, as a patch for this repository. */
enum PlantedChange {
  /** Each broadcast posts to its first connection twice. */
  ONE_POST_MORE("one-post-more.patch"),

  /** Every tenth signed post is made twice, of which once for nothing. */
  TENTH_MORE_WORK("ten-percent-more-work.patch");

  static final Path FOLDER = Path.of("src/test/resources/dev/broadside/cli/planted");

  private final String file;

  PlantedChange(String file) {
    this.file = file;
  }

  Path patch() {
    return FOLDER.resolve(file).toAbsolutePath();
  }

  /** Commits it on top of what {@code repository} has. */
  void commit(GitRepository repository) throws Exception {
    repository.git("apply", patch().toString());
    repository.commit();
  }

  /** A repository with this one's last commit, without its history. */
  static GitRepository cloneInto(Path folder) throws Exception {
    GitRepository here = new GitRepository(Path.of("").toAbsolutePath());
    here.git(
        "clone",
        "--quiet",
        "--depth",
        "1",
        "--no-tags",
        "file://" + here.folder(),
        folder.toString());
    return new GitRepository(folder);
  }
}
