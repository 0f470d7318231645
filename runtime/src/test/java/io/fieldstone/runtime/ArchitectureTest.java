// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Which package may know which. One instance, so that all tests have the classes that it reads, and
 * those of other classes do not: they take memory that each collection goes through.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ArchitectureTest {

  private static final String TOP = "io.fieldstone.runtime";
  private static final String INNER = TOP + ".(*)..";
  private static final String VULKAN = TOP + ".vulkan..";

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(TOP);

  private static Set<String> exported() throws IOException, URISyntaxException {
    Path classes =
        Path.of(
            requireNonNull(PersistentBackend.class.getProtectionDomain().getCodeSource())
                .getLocation()
                .toURI());
    try (InputStream module = Files.newInputStream(classes.resolve("module-info.class"))) {
      return ModuleDescriptor.read(module).exports().stream()
          .filter(exports -> !exports.isQualified())
          .map(Exports::source)
          .collect(toSet());
    }
  }

  @Test
  void allPackagesAreLookedAt() {
    Set<String> packages = classes.stream().map(each -> each.getPackageName()).collect(toSet());
    assertTrue(
        packages.containsAll(
            Set.of(TOP, TOP + ".vulkan", TOP + ".gate", TOP + ".vector", TOP + ".batch")),
        packages.toString());
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(INNER).should().beFreeOfCycles().check(classes);
  }

  @Test
  void nobodyKnowsTheTop() {
    noClasses()
        .that(resideInAPackage(TOP + ".*.."))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(TOP)
        .check(classes);
  }

  @Test
  void whatIsExportedIsKnown() throws IOException, URISyntaxException {
    assertEquals(
        Set.of(
            TOP,
            TOP + ".curve",
            TOP + ".device",
            TOP + ".error",
            TOP + ".field",
            TOP + ".kernel",
            TOP + ".trace"),
        exported());
  }

  @Test
  void whatIsExportedKnowsNothingOfLwjgl() throws IOException, URISyntaxException {
    noClasses()
        .that(resideInAnyPackage(exported().toArray(String[]::new)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.lwjgl..")
        .check(classes);
  }

  @Test
  void onlyOnePackageKnowsVulkan() {
    noClasses()
        .that(not(resideInAPackage(VULKAN)))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.lwjgl.vulkan..", "org.lwjgl.util.vma..")
        .check(classes);
  }

  @Test
  void onlyTheElementsOfHostVectorsAreReadAndWrittenByAddress() {
    noClasses()
        .that(not(resideInAPackage(VULKAN)).and(not(name(TOP + ".vector.HostMemory"))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.lwjgl..")
        .check(classes);
  }

  @Test
  void onlyOnePackageKnowsFlightRecorderWhichMayBeAbsent() {
    noClasses()
        .that(not(resideInAPackage(TOP + ".event")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.jfr..")
        .check(classes);
  }

  @Test
  void theGateLeansOnNothingButExceptions() {
    classes()
        .that(resideInAPackage(TOP + ".gate"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(TOP + ".gate", TOP + ".error", "java..", "org.jspecify.."))
        .check(classes);
  }
}
