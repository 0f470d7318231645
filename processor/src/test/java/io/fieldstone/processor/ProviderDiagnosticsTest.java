// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.processor.testing.GeneratingProcessor;
import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a module's provider, with files, or with the processor itself. */
class ProviderDiagnosticsTest {

  private static final String FIELD =
      """
      @PrimeField(name = "seven", modulus = "7")
      public interface Seven {}
      """;

  private static final String KERNEL =
      """
        @GpuKernel(name = "add", spirv = /*!*/"add.spv")
        void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
      """;

  @Test
  @Shows(PROVIDER_NAME_MALFORMED)
  void theProviderOptionIsAQualifiedName() {
    Project.declaring("Seven", FIELD)
        .options("-Afieldstone.provider=Provider")
        .reportsError(
            "Option 'fieldstone.provider' is 'Provider', which is no qualified class name; write one"
                + " such as 'com.example.MyKernelProvider'.");
  }

  @Test
  @Shows(PROVIDER_EXISTS_ELSEWHERE)
  void aProviderDoesNotHideThatOfAnotherModule() {
    // the runtime's registry stands for a class of another module
    Project.declaring("Seven", FIELD)
        .options("-Afieldstone.provider=io.fieldstone.runtime.kernel.KernelRegistry")
        .reportsError(
            "Provider 'io.fieldstone.runtime.kernel.KernelRegistry' exists on the class path already, so"
                + " that one of the two would hide the other; name this one with the compiler option"
                + " '-Afieldstone.provider=com.example.MyKernelProvider'.");
  }

  @Test
  @Shows(PROVIDER_CANNOT_REACH)
  void aProviderElsewhereNeedsPublicDeclarations() {
    Project.declaring("Seven", FIELD)
        .source(
            "user.inner.Eleven",
            """
            package user.inner;
            @io.fieldstone.annotations.PrimeField(name = "eleven", modulus = "11")
            /*!*/interface Eleven {}
            """)
        .reportsWarning(
            "'user.inner.Eleven' is not public, so provider 'user.FieldstoneKernelProvider_Seven' in"
                + " another package cannot register it; make it public.");
  }

  @Test
  @Shows(PROVIDER_TOO_LATE)
  void aDeclarationInALateRoundIsNotLost() {
    Project project =
        Project.declaring("Seven", FIELD)
            .alongside(
                new GeneratingProcessor()
                    .once("user.SevenField", "user.Early", "package user;\ninterface Early {}\n")
                    .once(
                        "user.FieldstoneKernelProvider_Seven",
                        "user.Late",
                        """
                        package user;
                        @io.fieldstone.annotations.PrimeField(name = "late", modulus = "13")
                        public interface Late {}
                        """));
    assertEquals(
        List.of(
            "Late.java:3:8: ERROR: 'user.Late' was generated too late to be registered with its"
                + " module; let its generator run in an earlier round."),
        Project.diagnostics(project.compile()));
  }

  @Test
  @Shows(SERVICE_FILE_TAKEN)
  void theServiceFileBelongsToTheProcessor() {
    Project.declaring("Seven", FIELD)
        .alongside(new Registering())
        .reportsError(
            "'META-INF/services/io.fieldstone.runtime.kernel.KernelProvider' is written by another"
                + " processor too; leave the registration of kernels to Fieldstone.");
  }

  @Test
  @Shows(WRITE_FAILED)
  void aFileThatCannotBeWrittenIsReported(@TempDir Path output) throws IOException {
    Files.createFile(output.resolve("user"));
    List<String> diagnostics = Project.declaring("Seven", FIELD).compileTo(output);
    assertEquals(
        "Seven.java:7:8: ERROR: 'user.SevenField' cannot be written: ; check the output folder.",
        diagnostics.get(0).replaceFirst("written: .*;", "written: ;"));
  }

  @Test
  @Shows(RESOURCE_UNREADABLE)
  void aResourceThatCannotBeReadIsReported(@TempDir Path output) throws IOException {
    Path loop = output.resolve("loop.spv");
    Files.createSymbolicLink(loop, loop);
    Project project =
        Project.declaring(
            "Kernels", "interface Kernels<F> {\n" + KERNEL.replace("add.spv", "loop.spv") + "}\n");
    List<String> diagnostics = project.compileTo(output);
    assertEquals(1, diagnostics.size());
    assertEquals(
        project.marks().get(0) + ": ERROR: SPIR-V 'loop.spv' cannot be read: ; check the file.",
        diagnostics.get(0).replaceFirst("read: .*;", "read: ;"));
  }

  @Test
  @Shows(INTERNAL_ERROR)
  void noExceptionEscapes() {
    Project.declaring("Seven", FIELD)
        .alongside(
            new Throwing(
                () -> {
                  throw new IllegalStateException("oops");
                }))
        .reportsError(
            "The Fieldstone processor failed on 'Throwing': java.lang.IllegalStateException: oops."
                + " This is a bug; please report it.");
  }

  @Test
  @Shows(LIBRARY_MISSING)
  void theJarsThatItDependsOnAreAskedFor() {
    Project.declaring("Seven", FIELD)
        .alongside(
            new Throwing(
                () -> {
                  throw new NoClassDefFoundError("com/google/auto/common/MoreElements");
                }))
        .reportsError(
            "The Fieldstone processor lacks a library: java.lang.NoClassDefFoundError:"
                + " com/google/auto/common/MoreElements; put the jars that it depends on beside it"
                + " on the processor path: docs/dependency.md lists them.");
  }

  /** Fails as no processor should. */
  private static final class Throwing extends GuardedProcessor {
    private final Runnable failure;

    Throwing(Runnable failure) {
      this.failure = failure;
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    void processRound(Round round) {
      if (!round.environment().processingOver()) {
        return;
      }
      failure.run();
    }
  }

  /** Writes the file that Fieldstone writes. */
  private static final class Registering extends AbstractProcessor {
    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> types, RoundEnvironment round) {
      try {
        if (!round.processingOver() && !types.isEmpty()) {
          processingEnv
              .getFiler()
              .createResource(
                  StandardLocation.CLASS_OUTPUT,
                  "",
                  "META-INF/services/io.fieldstone.runtime.kernel.KernelProvider")
              .openWriter()
              .close();
        }
      } catch (IOException e) {
        return false;
      }
      return false;
    }
  }

  @Test
  @Shows(PROVIDER_CANNOT_IMPORT)
  void aNamedProviderCannotImportFromTheUnnamedPackage() {
    Project.empty()
        .source(
            "Seven",
            """
            @io.fieldstone.annotations.PrimeField(name = "seven", modulus = "7")
            public /*!*/interface Seven {}
            """)
        .options("-Afieldstone.provider=x.Provider")
        .reportsWarning(
            "'Seven' is in the unnamed package, which provider 'x.Provider' in a named one cannot"
                + " import from; move it to a named package, or leave the compiler option"
                + " '-Afieldstone.provider' out.");
  }

  @Test
  @Shows(PROVIDER_NOT_PROVIDED)
  void aModuleProvidesItsKernels(@TempDir Path output) {
    Project project =
        Project.declaring("Seven", FIELD)
            .source(
                "module-info",
                "module m {\n  requires io.fieldstone.runtime;\n  exports user;\n}\n")
            .onModulePath();
    assertEquals(
        List.of(
            "WARNING: Module 'm' does not provide its kernels, so that nobody finds them; add"
                + " 'provides io.fieldstone.runtime.kernel.KernelProvider with"
                + " user.FieldstoneKernelProvider;' to its module-info."),
        project.compileTo(output));
  }

  @Test
  @Shows(FIELD_NAME_TAKEN)
  void aLibraryMayHaveAFieldsName() {
    Project.declaring(
            "Mine",
            "@PrimeField(name = /*!*/\"goldilocks\", modulus = \"7\")\npublic interface Mine {}\n")
        .text("fieldstone/package/field/goldilocks", "other.Goldilocks\n")
        .reportsError(
            "Field name 'goldilocks' is already taken by 'other.Goldilocks' of a library on the class"
                + " path or module path; use that one, or choose another name.");
  }

  @Test
  @Shows(KERNEL_NAME_TAKEN)
  void aLibraryMayHaveAKernelsName() {
    Project.kernels(
            """
            @GpuKernel(name = /*!*/"add", spirv = "add.spv")
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .text("fieldstone/package/kernel/add", "other.Kernels.add\n")
        .reportsError(
            "Kernel name 'add' is already taken by 'other.Kernels.add' of a library on the class path"
                + " or module path; choose another name, such as one that starts with your"
                + " project's.");
  }

  @Test
  void whatAnEarlierBuildRegisteredIsNoLibrarys(@TempDir Path output) {
    Project first = Project.declaring("Seven", FIELD);
    assertEquals(List.of(), first.compileTo(output));
    Project renamed = Project.declaring("Eight", FIELD.replace("Seven", "Eight")).classPath(output);
    assertEquals(List.of(), renamed.compileTo(output));
  }

  /** Modules that know nothing of each other, with kernels in one package. */
  @Test
  void twoModulesOfOnePackageHaveTwoProviders(@TempDir Path one, @TempDir Path other)
      throws IOException {
    assertEquals(List.of(), Project.declaring("Seven", FIELD).compileTo(one));
    assertEquals(
        List.of(),
        Project.declaring("Eleven", FIELD.replace("Seven", "Eleven").replace("seven", "eleven"))
            .compileTo(other));
    String service = "META-INF/services/io.fieldstone.runtime.kernel.KernelProvider";
    assertEquals("user.FieldstoneKernelProvider_Seven\n", Files.readString(one.resolve(service)));
    assertEquals(
        "user.FieldstoneKernelProvider_Eleven\n", Files.readString(other.resolve(service)));
  }
}
