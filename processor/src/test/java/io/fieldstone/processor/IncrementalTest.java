// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.PrimeField;
import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Recorder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import javax.annotation.processing.Processor;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the processors promise to build tools that compile only what changed. */
class IncrementalTest {

  private static final String PROMISES = "META-INF/gradle/incremental.annotation.processors";
  private static final String SERVICE_FILE =
      "CLASS_OUTPUT META-INF/services/io.fieldstone.runtime.kernel.KernelProvider";

  private static final JavaFileObject ADDING = kernels("Adding", "add");
  private static final JavaFileObject SUBTRACTING = kernels("Subtracting", "sub");

  /** A kernel interface and a field inside one top-level type. */
  private static final JavaFileObject SEVEN =
      source(
          "Outer",
          """
          public interface Outer {
            @PrimeField(name = "seven", modulus = "7")
            interface Seven {}

            interface Kernels {
              @GpuKernel(name = "inner", spirv = "fieldstone/vector/neg_1x32.spv")
              void neg(@In(0) DeviceVector<Seven> a, @Out(1) DeviceVector<Seven> out);
            }
          }
          """);

  private static JavaFileObject source(String name, String text) {
    return JavaFileObjects.forSourceString(
        "user." + name,
        "package user;\nimport io.fieldstone.annotations.*;\nimport io.fieldstone.runtime.*;\n"
            + text);
  }

  private static JavaFileObject kernels(String name, String operation) {
    return source(
        name,
        """
        public interface NAME<F> {
          @GpuKernel(name = "OP", spirv = "fieldstone/vector/OP_{shape}.spv")
          void apply(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
        }
        """
            .replace("NAME", name)
            .replace("OP", operation));
  }

  private Recorder isolating = new Recorder(new KernelProcessor());
  private Recorder aggregating = new Recorder(new ProviderProcessor());

  private Compilation compile(JavaFileObject... sources) {
    isolating = new Recorder(new KernelProcessor());
    aggregating = new Recorder(new ProviderProcessor());
    Compilation compilation =
        Compiler.javac().withProcessors(isolating, aggregating).compile(sources);
    assertEquals(List.of(), Project.diagnostics(compilation));
    return compilation;
  }

  @Test
  void eachProcessorMakesItsPromise() throws IOException {
    List<String> lines = new ArrayList<>();
    List<URL> files =
        Collections.list(KernelProcessor.class.getClassLoader().getResources(PROMISES));
    for (URL file : files) {
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
        reader.lines().filter(line -> line.startsWith("io.fieldstone.")).forEach(lines::add);
      }
    }
    assertEquals(
        List.of(
            "io.fieldstone.processor.KernelProcessor,isolating",
            "io.fieldstone.processor.ProviderProcessor,aggregating"),
        lines);
    List<String> registered =
        ServiceLoader.load(Processor.class).stream()
            .map(provider -> provider.type().getName())
            .filter(name -> name.startsWith("io.fieldstone."))
            .sorted()
            .toList();
    assertEquals(lines.stream().map(line -> line.split(",", 2)[0]).toList(), registered);
  }

  @Test
  void everyGeneratedClassHasOneOrigin() {
    compile(ADDING, SUBTRACTING, SEVEN);
    assertEquals(
        Map.of(
            "user.AddingDispatch", "user.Adding",
            "user.SubtractingDispatch", "user.Subtracting",
            "user.Outer_SevenField", "user.Outer",
            "user.Outer_KernelsDispatch", "user.Outer"),
        isolating.origins());
  }

  @Test
  void theProviderOriginatesFromEveryDeclaration() {
    compile(ADDING, SUBTRACTING, SEVEN);
    String all = "user.Adding user.Outer user.Subtracting";
    assertEquals(
        Map.of(
            "user.FieldstoneKernelProvider_Adding",
            all,
            SERVICE_FILE,
            all,
            "CLASS_OUTPUT fieldstone/package/kernel/add",
            "user.Adding",
            "CLASS_OUTPUT fieldstone/package/kernel/sub",
            "user.Subtracting",
            "CLASS_OUTPUT fieldstone/package/kernel/inner",
            "user.Outer",
            "CLASS_OUTPUT fieldstone/package/field/seven",
            "user.Outer"),
        aggregating.origins());
  }

  @Test
  void aDeclarationBecomesTheSameClassWithAndWithoutOthers() {
    String together = Project.generated(compile(ADDING, SUBTRACTING, SEVEN), "user.AddingDispatch");
    assertEquals(together, Project.generated(compile(ADDING), "user.AddingDispatch"));
    assertEquals(Map.of("user.AddingDispatch", "user.Adding"), isolating.origins());
  }

  @Test
  void theOrderOfTheSourcesDoesNotMatter() {
    String provider = "user.FieldstoneKernelProvider_Adding";
    assertEquals(
        Project.generated(compile(ADDING, SEVEN, SUBTRACTING), provider),
        Project.generated(compile(SUBTRACTING, ADDING, SEVEN), provider));
  }

  /** An aggregating processor is given unchanged declarations as class files. */
  @ParameterizedTest
  @ValueSource(classes = {GpuKernel.class, PrimeField.class})
  void declarationsCanBeFoundInClassFiles(Class<? extends Annotation> annotation) {
    Retention retention = annotation.getAnnotation(Retention.class);
    assertNotNull(retention);
    assertNotEquals(RetentionPolicy.SOURCE, retention.value());
  }

  @Test
  void bothProcessorsAskForTheirOwnAnnotationsOnly() {
    TreeSet<String> asked = new TreeSet<>(isolating.getSupportedAnnotationTypes());
    asked.addAll(aggregating.getSupportedAnnotationTypes());
    asked.removeIf(name -> name.startsWith("io.fieldstone.annotations."));
    assertEquals(new TreeSet<String>(), asked);
  }
}
