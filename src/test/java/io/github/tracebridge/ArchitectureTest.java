package io.github.tracebridge;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.tracebridge.setting.Setting;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.ExchangeException;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What may know what, and what nobody does. */
class ArchitectureTest {
  private static final String ROOT = "io.github.tracebridge";
  private static final String BASE = ROOT + ".";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void featuresDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage(BASE + "lead")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BASE + "offer..", BASE + "sink", BASE + "ops", BASE + "cli")
        .check(CLASSES);
  }

  @Test
  void offersKnowNoOtherFeature() {
    noClasses()
        .that()
        .resideInAPackage(BASE + "offer..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BASE + "lead", BASE + "sink", BASE + "ops", BASE + "cli")
        .check(CLASSES);
  }

  @Test
  void sinksKnowNoFeature() {
    noClasses()
        .that()
        .resideInAPackage(BASE + "sink")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BASE + "offer..", BASE + "lead", BASE + "ops", BASE + "cli")
        .check(CLASSES);
  }

  /** So that a job without that sink loads none of it. */
  @Test
  void onlyItsSinkKnowsKafka() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.sink\\.Kafka\\w*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(CLASSES);
  }

  @Test
  void readingOffersAsksNobodyAndKeepsNothing() {
    noClasses()
        .that()
        .resideInAPackage(BASE + "offer.reading")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BASE + "offer", BASE + "ledger", BASE + "connection")
        .check(CLASSES);
  }

  @Test
  void connectionsKnowNoContract() {
    noClasses()
        .that()
        .resideInAPackage(BASE + "connection")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BASE + "trace", BASE + "lead", BASE + "offer..", BASE + "sink")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineAndItsSelftestKnowTheSandbox() {
    noClasses()
        .that()
        .resideOutsideOfPackages(BASE + "sandbox", BASE + "selftest", BASE + "cli")
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

  /** It starts the program as anyone would, and looks at it from outside. */
  @Test
  void theSelftestKnowsNothingOfTheJob() {
    classes()
        .that()
        .resideInAPackage(BASE + "selftest")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackages(
            ROOT,
            BASE + "connection",
            BASE + "trace",
            BASE + "lead",
            BASE + "delivery",
            BASE + "offer..",
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
  void onlyTheCommandLineKnowsTheWhole() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, BASE + "cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT)
        .check(CLASSES);
  }

  @Test
  void timeIsAParameter() {
    noClasses()
        .should()
        .accessTargetWhere(use("a time that is no parameter", ArchitectureTest::isOfNoClock))
        .check(CLASSES);
  }

  @Test
  void onlyWhoBeginsTheProgramChoosesItsClock() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, BASE + "cli")
        .should()
        .accessTargetWhere(use("the machine's clock", ArchitectureTest::isOfTheMachine))
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

  /** By a part of the job; the command line only sets some for its demo. */
  @Test
  void everySettingIsRead() {
    assertThat(Setting.values()).allMatch(ArchitectureTest::isRead);
  }

  /** Of an exception with one that was overcome before it, it gives the one before. */
  @Test
  void noFaultIsTakenByItsAnnotation() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ExchangeException.class)
        .check(CLASSES);
  }

  @Test
  void nothingIsStaticAndMutable() {
    noFields().that().areStatic().should().notBeFinal().check(CLASSES);
  }

  /** LogGuard does not see such a line where somebody has a Logback configuration of their own. */
  @Test
  void noLogLineIsBuiltStepByStep() {
    noClasses()
        .should()
        .accessTargetWhere(
            use(
                "a line built step by step",
                used ->
                    used.getOwner().isAssignableTo(Logger.class)
                        && used.getName().startsWith("at")))
        .check(CLASSES);
  }

  /** In the code, or by way of a default that refers to it. */
  private static boolean isRead(Setting setting) {
    return readers(setting)
            .anyMatch(name -> !name.equals(BASE + "setting") && !name.equals(BASE + "cli"))
        || Stream.of(Setting.values())
            .anyMatch(
                other ->
                    String.valueOf(other.fallback()).contains("{{" + setting.property() + "}}")
                        && isRead(other));
  }

  private static Stream<String> readers(Setting setting) {
    return CLASSES.get(Setting.class).getField(setting.name()).getAccessesToSelf().stream()
        .map(access -> access.getOriginOwner().getPackageName());
  }

  /** A call or a method reference: an access is both. */
  private static DescribedPredicate<JavaAccess<?>> use(String what, Predicate<AccessTarget> rule) {
    return describe(what, access -> rule.test(access.getTarget()));
  }

  private static boolean isOfNoClock(AccessTarget used) {
    return switch (used.getName()) {
      case "now" -> used.getOwner().getPackageName().startsWith("java.time") && !takesAClock(used);
      case "currentTimeMillis", "sleep" -> true;
      case "<init>" -> used.getOwner().isEquivalentTo(Date.class) && parameters(used).isEmpty();
      default -> false;
    };
  }

  private static boolean isOfTheMachine(AccessTarget used) {
    boolean clock = used.getOwner().isAssignableTo(InstantSource.class);
    return used.getName().equals("nanoTime")
        || clock && used.getName().startsWith("system")
        || clock && used.getName().startsWith("tick") && !takesAClock(used);
  }

  private static boolean takesAClock(AccessTarget used) {
    return parameters(used).stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
  }

  private static List<JavaClass> parameters(AccessTarget used) {
    return used instanceof CodeUnitAccessTarget method ? method.getRawParameterTypes() : List.of();
  }
}
