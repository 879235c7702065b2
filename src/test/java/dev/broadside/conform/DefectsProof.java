package dev.broadside.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.conform.SeededDefects.Seeded;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every seeded defect against every check of its variant: exactly its own check fails. */
@Tag("proof")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DefectsProof {
  private final long start = System.nanoTime();

  @SuppressWarnings("NullAway.Init")
  private Stages stages;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stages = new Stages(EnumSet.allOf(Variant.class), folder);
  }

  @AfterAll
  void end() {
    stages.close();
    System.out.printf(
        "%d defects in %d s%n",
        SeededDefects.all().size(), (System.nanoTime() - start) / 1_000_000_000L);
  }

  static List<Seeded> defects() {
    return SeededDefects.all();
  }

  @ParameterizedTest
  @MethodSource("defects")
  void exactlyItsCheckFails(Seeded seeded) throws Exception {
    stages.onlyItsCheckFails(seeded, Set.of());
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void aProxyWithoutADefectChangesNothing(Variant variant) throws Exception {
    Set<String> ids =
        Catalog.all().stream()
            .filter(check -> check.terms().variant() == variant)
            .map(Check::id)
            .collect(Collectors.toSet());
    assertEquals(Map.of(), stages.failing(variant, Defect.NONE, ids));
  }

  @Test
  void everyCheckHasADefectThatItSees() {
    Set<String> seen = SeededDefects.all().stream().map(Seeded::check).collect(Collectors.toSet());
    List<String> blind =
        Catalog.all().stream().map(Check::id).filter(id -> !seen.contains(id)).toList();
    assertEquals(List.of(), blind);
  }
}
