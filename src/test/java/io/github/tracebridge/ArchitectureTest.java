package io.github.tracebridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

/** What may know what, and what nobody does. */
@AnalyzeClasses(
    packages = "io.github.tracebridge",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String BASE = "io.github.tracebridge.";

  @ArchTest
  static final ArchRule features_do_not_know_each_other =
      noClasses()
          .that()
          .resideInAPackage(BASE + "lead")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE + "offer", BASE + "sink", BASE + "ops", BASE + "cli");

  @ArchTest
  static final ArchRule sinks_know_no_feature =
      noClasses()
          .that()
          .resideInAPackage(BASE + "sink")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE + "offer", BASE + "lead", BASE + "ops", BASE + "cli");

  @ArchTest
  static final ArchRule connections_know_no_contract =
      noClasses()
          .that()
          .resideInAPackage(BASE + "connection")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE + "trace", BASE + "lead", BASE + "offer", BASE + "sink");

  @ArchTest
  static final ArchRule only_the_command_line_knows_the_sandbox =
      noClasses()
          .that()
          .resideOutsideOfPackages(BASE + "sandbox", BASE + "cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASE + "sandbox");

  @ArchTest
  static final ArchRule the_sandbox_knows_nothing_of_the_job =
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
              BASE + "cli");

  @ArchTest
  static final ArchRule no_package_goes_in_circles =
      slices().matching("io.github.tracebridge.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule time_is_a_parameter =
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
          .callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule settings_are_records =
      classes()
          .that()
          .haveSimpleNameEndingWith("Settings")
          .and()
          .resideOutsideOfPackage(BASE + "setting")
          .should()
          .beRecords();

  @ArchTest
  static final ArchRule nothing_is_static_and_mutable =
      noFields().that().areStatic().should().notBeFinal();
}
