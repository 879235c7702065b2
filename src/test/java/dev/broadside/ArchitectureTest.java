package dev.broadside;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture.LayerDependencySpecification;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Holds the package table of the design: who may use whom, and who may use which library. */
@Order(1)
final class ArchitectureTest {
  private static final String OURS = "dev.broadside.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.broadside");

  /** Which packages of ours each may use; the commands may use all. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("report", List.of("measure", "scenario", "aws")),
          Map.entry("tune", List.of("report", "bench", "measure", "aws")),
          Map.entry("capacity", List.of("report", "measure", "scenario", "aws")),
          Map.entry("gate", List.of("measure", "scenario")),
          Map.entry("scale", List.of("measure", "scenario", "process")),
          Map.entry("kube", List.of("scale")),
          Map.entry("load", List.of("measure", "scenario", "aws", "process")),
          Map.entry("cloud", List.of("measure", "scenario", "aws")),
          Map.entry("stage", List.of("template", "aws", "process")),
          Map.entry("bench", List.of("handlers", "aws", "process", "measure", "stage", "cloud")),
          Map.entry("conform", List.of("aws", "process")),
          Map.entry("measure", List.of("scenario", "aws")),
          Map.entry("process", List.of()),
          Map.entry("scenario", List.of()),
          Map.entry("template", List.of()),
          Map.entry("aws", List.of()),
          Map.entry("handlers", List.of()));

  private static void hold(ArchRule rule) {
    rule.check(CLASSES);
  }

  @Test
  void noPackageCycles() {
    hold(slices().matching("dev.broadside.(*)..").should().beFreeOfCycles());
  }

  /** A wall clock may jump while the gate measures; who calls it says which day it is. */
  @Test
  void theGateAsksNoWallClock() {
    hold(
        noClasses()
            .that()
            .resideInAPackage(OURS + "gate..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now"));
  }

  @Test
  void thePackageTable() {
    LayeredArchitecture table =
        layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.broadside..")
            .withOptionalLayers(true)
            .layer("cli")
            .definedBy(OURS + "cli..");
    for (String each : MAY_USE.keySet()) {
      table = table.layer(each).definedBy(OURS + each + "..");
    }
    for (Map.Entry<String, List<String>> each : MAY_USE.entrySet()) {
      LayerDependencySpecification layer = table.whereLayer(each.getKey());
      table =
          each.getValue().isEmpty()
              ? layer.mayNotAccessAnyLayer()
              : layer.mayOnlyAccessLayers(each.getValue().toArray(String[]::new));
    }
    hold(table);
  }

  @Test
  void onlyStageLoadAndBenchUseNetty() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages(OURS + "stage..", OURS + "load..", OURS + "bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty.."));
  }

  @Test
  void onlyKubeKnowsTheClusterClient() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackage(OURS + "kube..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8.."));
  }

  @Test
  void theWitnessSharesNoLibraryWithWhatItChecks() {
    hold(
        noClasses()
            .that()
            .resideInAPackage(OURS + "load.witness..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.gatling..", OURS + "load"));
  }

  @Test
  void thePureCoreUsesNoNettyGatlingOrSdk() {
    hold(
        noClasses()
            .that()
            .resideInAnyPackage(OURS + "aws..", OURS + "scenario..", OURS + "measure..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.gatling..", "software.amazon.awssdk.."));
  }

  @Test
  void everyClassIsInAPackageOfTheTable() {
    hold(
        classes()
            .should()
            .resideInAnyPackage(
                Stream.concat(Stream.of("cli"), MAY_USE.keySet().stream())
                    .map(name -> OURS + name + "..")
                    .toArray(String[]::new)));
  }
}
