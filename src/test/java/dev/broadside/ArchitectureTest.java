package dev.broadside;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;

/** Holds the package table of the design: who may use whom, and who may use which library. */
@AnalyzeClasses(packages = "dev.broadside", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String OURS = "dev.broadside.";

  @ArchTest
  static final ArchRule noPackageCycles =
      slices().matching("dev.broadside.(*)..").should().beFreeOfCycles();

  /** A wall clock may jump while the gate measures; who calls it says which day it is. */
  @ArchTest
  static final ArchRule theGateAsksNoWallClock =
      noClasses()
          .that()
          .resideInAPackage(OURS + "gate..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now");

  @ArchTest
  static final ArchRule thePackageTable =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.broadside..")
          .withOptionalLayers(true)
          .layer("cli")
          .definedBy(OURS + "cli..")
          .layer("report")
          .definedBy(OURS + "report..")
          .layer("tune")
          .definedBy(OURS + "tune..")
          .layer("capacity")
          .definedBy(OURS + "capacity..")
          .layer("gate")
          .definedBy(OURS + "gate..")
          .layer("scale")
          .definedBy(OURS + "scale..")
          .layer("kube")
          .definedBy(OURS + "kube..")
          .layer("load")
          .definedBy(OURS + "load..")
          .layer("cloud")
          .definedBy(OURS + "cloud..")
          .layer("stage")
          .definedBy(OURS + "stage..")
          .layer("bench")
          .definedBy(OURS + "bench..")
          .layer("conform")
          .definedBy(OURS + "conform..")
          .layer("measure")
          .definedBy(OURS + "measure..")
          .layer("process")
          .definedBy(OURS + "process..")
          .layer("scenario")
          .definedBy(OURS + "scenario..")
          .layer("template")
          .definedBy(OURS + "template..")
          .layer("aws")
          .definedBy(OURS + "aws..")
          .layer("handlers")
          .definedBy(OURS + "handlers..")
          .whereLayer("report")
          .mayOnlyAccessLayers("measure", "scenario", "aws")
          .whereLayer("tune")
          .mayOnlyAccessLayers("report", "bench", "measure", "aws")
          .whereLayer("capacity")
          .mayOnlyAccessLayers("report", "measure", "scenario", "aws")
          .whereLayer("gate")
          .mayOnlyAccessLayers("measure", "scenario")
          .whereLayer("scale")
          .mayOnlyAccessLayers("measure", "scenario", "process")
          .whereLayer("kube")
          .mayOnlyAccessLayers("scale")
          .whereLayer("kube")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("load")
          .mayOnlyAccessLayers("measure", "scenario", "aws", "process")
          .whereLayer("cloud")
          .mayOnlyAccessLayers("measure", "scenario", "aws")
          .whereLayer("stage")
          .mayOnlyAccessLayers("template", "aws", "process")
          .whereLayer("bench")
          .mayOnlyAccessLayers("handlers", "aws", "process", "measure", "stage", "cloud")
          .whereLayer("conform")
          .mayOnlyAccessLayers("aws", "process")
          .whereLayer("measure")
          .mayOnlyAccessLayers("scenario", "aws")
          .whereLayer("process")
          .mayNotAccessAnyLayer()
          .whereLayer("scenario")
          .mayNotAccessAnyLayer()
          .whereLayer("template")
          .mayNotAccessAnyLayer()
          .whereLayer("aws")
          .mayNotAccessAnyLayer()
          .whereLayer("handlers")
          .mayNotAccessAnyLayer()
          .whereLayer("handlers")
          .mayOnlyBeAccessedByLayers("bench", "cli");

  @ArchTest
  static final ArchRule onlyStageLoadAndBenchUseNetty =
      noClasses()
          .that()
          .resideOutsideOfPackages(OURS + "stage..", OURS + "load..", OURS + "bench..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule onlyKubeKnowsTheClusterClient =
      noClasses()
          .that()
          .resideOutsideOfPackage(OURS + "kube..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fabric8..");

  @ArchTest
  static final ArchRule theWitnessSharesNoLibraryWithWhatItChecks =
      noClasses()
          .that()
          .resideInAPackage(OURS + "load.witness..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty..", "io.gatling..", OURS + "load");

  @ArchTest
  static final ArchRule thePureCoreUsesNoNettyGatlingOrSdk =
      noClasses()
          .that()
          .resideInAnyPackage(OURS + "aws..", OURS + "scenario..", OURS + "measure..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty..", "io.gatling..", "software.amazon.awssdk..");

  @ArchTest
  static final ArchRule everyClassIsInAPackageOfTheTable =
      classes()
          .should()
          .resideInAnyPackage(
              Stream.of(
                      "cli,report,tune,capacity,gate,scale,kube,load,cloud,stage,bench,conform,measure,process,scenario,template,aws,handlers"
                          .split(","))
                  .map(name -> OURS + name + "..")
                  .toArray(String[]::new));
}
