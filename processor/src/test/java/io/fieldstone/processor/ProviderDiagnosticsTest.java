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
            "'user.inner.Eleven' is not public, so provider 'user.FieldstoneKernelProvider' in another"
                + " package cannot register it; make it public.");
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
                        "user.FieldstoneKernelProvider",
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
        .alongside(new Throwing())
        .reportsError(
            "The Fieldstone processor failed on 'Throwing': java.lang.IllegalStateException: oops."
                + " This is a bug; please report it.");
  }

  /** Fails as no processor should. */
  private static final class Throwing extends GuardedProcessor {
    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    void processRound(RoundEnvironment round) {
      if (!round.processingOver()) {
        return;
      }
      throw new IllegalStateException("oops");
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
}
