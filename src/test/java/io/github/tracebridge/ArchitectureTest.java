package io.github.tracebridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/** What may know what, and what nobody does. */
class ArchitectureTest {
  private static final String BASE = "io.github.tracebridge.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.github.tracebridge");

  @Test
  void featuresDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage(BASE + "lead")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BASE + "offer", BASE + "sink", BASE + "ops", BASE + "cli")
        .check(CLASSES);
  }

  @Test
  void sinksKnowNoFeature() {
    noClasses()
        .that()
        .resideInAPackage(BASE + "sink")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BASE + "offer", BASE + "lead", BASE + "ops", BASE + "cli")
        .check(CLASSES);
  }

  @Test
  void connectionsKnowNoContract() {
    noClasses()
        .that()
        .resideInAPackage(BASE + "connection")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BASE + "trace", BASE + "lead", BASE + "offer", BASE + "sink")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineKnowsTheSandbox() {
    noClasses()
        .that()
        .resideOutsideOfPackages(BASE + "sandbox", BASE + "cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE + "sandbox")
        .check(CLASSES);
  }

  @Test
  void theSandboxKnowsNothingOfTheJob() {
    classes()
        .that()
        .resideInAPackage(BASE + "sandbox")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackages(
            BASE + "connection",
            BASE + "trace",
            BASE + "lead",
            BASE + "sink",
            BASE + "ledger",
            BASE + "setting",
            BASE + "ops",
            BASE + "cli")
        .check(CLASSES);
  }

  @Test
  void noPackageGoesInCircles() {
    slices().matching("io.github.tracebridge.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void timeIsAParameter() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(CLASSES);
  }

  @Test
  void settingsAreRecords() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Settings")
        .and()
        .resideOutsideOfPackage(BASE + "setting")
        .should()
        .beRecords()
        .check(CLASSES);
  }

  @Test
  void nothingIsStaticAndMutable() {
    noFields().that().areStatic().should().notBeFinal().check(CLASSES);
  }
}
