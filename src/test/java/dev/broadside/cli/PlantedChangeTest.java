package dev.broadside.cli;

import dev.broadside.gate.GitRepository;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlantedChangeTest {
  /** A proof runs seldom: that its patch still fits is seen with each build. */
  @ParameterizedTest
  @EnumSource
  @Timeout(60)
  void fitsTheSources(PlantedChange change) throws Exception {
    new GitRepository(Path.of("").toAbsolutePath())
        .git("apply", "--check", change.patch().toString());
  }
}
