// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import io.fieldstone.processor.testing.Buffer;
import io.fieldstone.processor.testing.GeneratingProcessor;
import io.fieldstone.processor.testing.Golden;
import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated code is compiled against the runtime, without a warning. */
class GeneratedCodeTest {

  private static final String SERVICE_FILE =
      "META-INF/services/io.fieldstone.runtime.kernel.KernelProvider";

  private static final String ADD =
      """
        @GpuKernel(name = "add", spirv = "add.spv")
        void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
      """;

  private static Project strict(Project project) {
    return project.options("-Xlint:all,-processing", "-Werror");
  }

  @Test
  void aKernelInterfaceBecomesADispatchClass() throws IOException {
    Shader rotate =
        Shader.compute()
            .with(Buffer.at(0).named("a").readonly())
            .with(Buffer.at(2, 1).named("out").writeonly())
            .push("uint", "shift", 4)
            .push("uint64_t", "seed", 8)
            .capability(11)
            .constant(0, "int", "ROUNDS")
            .constant(1, "bool", "LEFT")
            .constant(2, "uint", "MASK")
            .constant(3, "float", "SCALE");
    Compilation compilation =
        strict(Project.empty())
            .source("user.RotationKernels", Golden.text("RotationKernels.java"))
            .spirv("rotate_1x32.spv", rotate)
            .spirv("rotate_4x64.spv", rotate)
            .spirv(
                "neg.spv",
                Shader.compute().with(Buffer.at(0)).entryPoint("negate").localSize(32, 1, 1))
            .compile();
    assertEquals(
        Golden.text("RotationKernelsDispatch.java"),
        Project.generated(compilation, "user.RotationKernelsDispatch"));
    assertEquals(
        Golden.text("FieldstoneKernelProvider.java"),
        Project.generated(compilation, "user.FieldstoneKernelProvider_RotationKernels"));
  }

  @Test
  void aPrimeFieldBecomesAFieldClass() throws IOException {
    Compilation compilation =
        strict(Project.empty())
            .source("user.Goldilocks", Golden.text("Goldilocks.java"))
            .compiles();
    assertEquals(
        Golden.text("GoldilocksField.java"),
        Project.generated(compilation, "user.GoldilocksField"));
  }

  @Test
  void extensionFieldsAndCurvesBecomeClassesThatNameTheirFields() throws IOException {
    Compilation compilation =
        strict(Project.empty()).source("user.Seven", Golden.text("Seven.java")).compiles();
    for (String name : List.of("Seven_TowerField", "Seven_ThirteenPointsCurve")) {
      assertEquals(Golden.text(name + ".java"), Project.generated(compilation, "user." + name));
    }
    String provider = Project.generated(compilation, "user.FieldstoneKernelProvider_Seven_F13");
    assertTrue(
        provider.contains("return List.of(Seven_F49Field.INSTANCE, Seven_TowerField.INSTANCE);"),
        provider);
    assertTrue(provider.contains("return List.of(Seven_ThirteenPointsCurve.INSTANCE);"), provider);
  }

  @Test
  void theSameSourcesGiveTheSameCode() throws IOException {
    Project project = Project.kernels(ADD);
    assertEquals(
        Project.generated(project.compiles(), "user.KernelsDispatch"),
        Project.generated(project.compiles(), "user.KernelsDispatch"));
  }

  @Test
  void aSmallFieldHasOne32BitLimb() {
    String field =
        Project.generated(
            strict(
                    Project.declaring(
                        "BabyBear",
                        """
                @PrimeField(name = "baby_bear", modulus = "2013265921")
                public interface BabyBear {}
                """))
                .compiles(),
            "user.BabyBearField");
    assertTrue(field.contains("LIMB_BITS = 32;"), field);
    assertTrue(field.contains("NEG_INVERSE = 0x77ffffffL;"), field);
    assertTrue(field.contains("R = new BigInteger(\"ffffffe\", 16);"), field);
    assertTrue(field.contains("R_SQUARED = new BigInteger(\"45dddde3\", 16);"), field);
  }

  @Test
  void aKernelWithoutShapesCompiles() {
    strict(Project.kernels(ADD)).compiles();
  }

  @Test
  void anInterfaceOfOneFieldTakesNoField() {
    Compilation compilation =
        strict(
                Project.declaring(
                    "Kernels",
                    """
                    interface Kernels {
                      @PrimeField(name = "seven", modulus = "7")
                      interface Seven {}

                      @GpuKernel(name = "add", spirv = "add.spv")
                      void add(
                          @In(0) DeviceVector<Seven> a,
                          @In(1) DeviceVector<Seven> b,
                          @Out(2) DeviceVector<Seven> out);
                    }
                    """))
            .compiles();
    String dispatch = Project.generated(compilation, "user.KernelsDispatch");
    assertTrue(
        dispatch.contains("return new KernelsDispatch(backend, Kernels_SevenField.INSTANCE);"),
        dispatch);
    assertTrue(dispatch.contains("\nfinal class KernelsDispatch implements Kernels {"), dispatch);
  }

  @Test
  void constantsThatAreDimensionsOfTheWorkgroupAreNamed() {
    Compilation compilation =
        strict(
                Project.kernels(
                    ADD.replace(
                        "spirv = \"add.spv\"",
                        "spirv = \"add.spv\", specialize = @Specialized(id = 3, value = \"32\")")))
            .spirv("add.spv", Shader.add().localSizeId(3))
            .compiles();
    String dispatch = Project.generated(compilation, "user.KernelsDispatch");
    assertTrue(dispatch.contains(".workgroupSize(32, 1, 1)"), dispatch);
    assertTrue(dispatch.contains(".workgroupDimension(0, 3)"), dispatch);
  }

  @Test
  void withSeveralOutputsAllAreGiven() {
    Compilation compilation =
        strict(
                Project.kernels(
                    """
                    @GpuKernel(name = "split", spirv = "split.spv")
                    void split(
                        @In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> low, @Out(2) DeviceVector<F> high);
                    """))
            .spirv(
                "split.spv",
                Shader.compute()
                    .with(Buffer.at(0).readonly())
                    .with(Buffer.at(1).writeonly())
                    .with(Buffer.at(2).writeonly()))
            .compiles();
    String dispatch = Project.generated(compilation, "user.KernelsDispatch");
    assertTrue(
        dispatch.contains("void split(HostVector<F> a, HostVector<F> low, HostVector<F> high) {"),
        dispatch);
    assertTrue(!dispatch.contains("splitJob(HostVector<F> a)"), dispatch);
  }

  @Test
  void namesThatCollideWithGeneratedOnesAreNoProblem() {
    strict(
            Project.declaring(
                "Kernels",
                """
                public interface Kernels<Kernel> {
                  int List = 1;
                  interface Job {}
                  interface Override {}

                  @GpuKernel(name = "a", spirv = "add.spv")
                  void dispatch(
                      @In(0) DeviceVector<Kernel> dispatch,
                      @In(1) DeviceVector<Kernel> backend,
                      @Out(2) DeviceVector<Kernel> dispatch_);

                  @GpuKernel(name = "b", spirv = "add.spv")
                  void KernelDescriptor(
                      @In(0) DeviceVector<Kernel> a,
                      @In(1) DeviceVector<Kernel> b,
                      @Out(2) DeviceVector<Kernel> KernelDescriptor);

                  @GpuKernel(name = "c", spirv = "add.spv")
                  void addAll(
                      @In(0) DeviceVector<Kernel> a,
                      @In(1) DeviceVector<Kernel> b,
                      @Out(2) DeviceVector<Kernel> addAll);

                  @GpuKernel(name = "d", spirv = "add.spv")
                  void add_all(
                      @In(0) DeviceVector<Kernel> a,
                      @In(1) DeviceVector<Kernel> b,
                      @Out(2) DeviceVector<Kernel> out);

                  @GpuKernel(name = "e", spirv = "add.spv")
                  void ADD_ALL(
                      @In(0) DeviceVector<Kernel> a,
                      @In(1) DeviceVector<Kernel> b,
                      @Out(2) DeviceVector<Kernel> out);

                  @GpuKernel(name = "f", spirv = "add.spv")
                  void of(
                      @In(0) DeviceVector<Kernel> a,
                      @In(1) DeviceVector<Kernel> b,
                      @Out(2) DeviceVector<Kernel> out);
                }
                """))
        .source("user.String", "package user;\npublic interface String {}\n")
        .compiles();
  }

  @Test
  void javadocWithDollarsAndTagsIsCarriedOver() {
    String dispatch =
        Project.generated(
            strict(
                    Project.kernels(
                        """
                          /**
                           * Costs $5, $L and {@code a $T}.
                           *
                           * @param out not $S
                           */
                        """
                            + ADD))
                .compiles(),
            "user.KernelsDispatch");
    assertTrue(dispatch.contains("   * Costs $5, $L and {@code a $T}.\n"), dispatch);
    assertTrue(dispatch.contains("   * @param out not $S\n"), dispatch);
  }

  @Test
  void anInterfaceMayNameItsOwnDispatchClass() {
    strict(
            Project.kernels(
                ADD
                    + """
                      static KernelsDispatch<Seven> onSeven(PersistentBackend backend) {
                        return KernelsDispatch.of(backend, SevenField.INSTANCE);
                      }
                    """))
        .source("user.Seven", field("user", "Seven", "7"))
        .compiles();
  }

  @Test
  void aDeclarationWaitsForTypesThatAreStillToBeGenerated() {
    strict(
            Project.declaring(
                "Kernels",
                """
                public interface Kernels {
                  @GpuKernel(name = "add", spirv = "add.spv")
                  void add(
                      @In(0) DeviceVector<Later> a,
                      @In(1) DeviceVector<Later> b,
                      @Out(2) DeviceVector<Later> out);
                }
                """))
        .source("user.Seven", field("user", "Seven", "7"))
        .alongside(
            new GeneratingProcessor()
                .once("user.SevenField", "user.Later", field("user", "Later", "11")))
        .compiles();
  }

  @Test
  void aProviderLivesInTheLowestCommonPackage() throws IOException {
    Compilation compilation =
        strict(Project.empty())
            .source("com.user.a.x.Seven", field("com.user.a.x", "Seven", "7"))
            .source("com.user.ab.Eleven", field("com.user.ab", "Eleven", "11"))
            .compiles();
    String provider = Project.generated(compilation, "com.user.FieldstoneKernelProvider_a_x_Seven");
    assertTrue(
        provider.contains("return List.of(SevenField.INSTANCE, ElevenField.INSTANCE);"), provider);
    assertEquals(
        "com.user.FieldstoneKernelProvider_a_x_Seven\n",
        compilation
            .generatedFile(StandardLocation.CLASS_OUTPUT, SERVICE_FILE)
            .orElseThrow()
            .getCharContent(false)
            .toString());
  }

  @Test
  void packagesWithoutACommonRootShareAProviderToo() {
    Compilation compilation =
        strict(Project.empty())
            .source("b.Seven", field("b", "Seven", "7"))
            .source("a.Eleven", field("a", "Eleven", "11"))
            .compiles();
    Project.generated(compilation, "a.FieldstoneKernelProvider_Eleven");
  }

  @Test
  void theUnnamedPackageWorksToo() {
    strict(Project.empty())
        .source(
            "Seven",
            """
            @io.fieldstone.annotations.PrimeField(name = "seven", modulus = "7")
            interface Seven {}
            """)
        .compiles();
  }

  @Test
  void theProviderCanBeNamed() {
    Compilation compilation =
        strict(Project.empty())
            .source("a.Eleven", field("a", "Eleven", "11"))
            .options("-Afieldstone.provider=my.own.Provider")
            .compiles();
    Project.generated(compilation, "my.own.Provider");
  }

  @Test
  void aNamedModuleProvidesItsKernels(@TempDir Path output) {
    Project project =
        strict(Project.kernels(ADD.replace("add.spv", "fieldstone/vector/add_{shape}.spv")))
            .source(
                "module-info",
                """
                module user {
                  requires transitive io.fieldstone.runtime;
                  requires io.fieldstone.shaders;
                  exports user;
                  provides io.fieldstone.runtime.kernel.KernelProvider
                      with user.FieldstoneKernelProvider;
                }
                """)
            .onModulePath();
    assertEquals(List.of(), project.compileTo(output));
    assertTrue(Files.exists(output.resolve("user/FieldstoneKernelProvider.class")));
  }

  private static String field(String packageName, String name, String modulus) {
    return "package "
        + packageName
        + ";\n@io.fieldstone.annotations.PrimeField(name = \""
        + name.toLowerCase(java.util.Locale.ROOT)
        + "\", modulus = \""
        + modulus
        + "\")\npublic interface "
        + name
        + " {}\n";
  }

  @Test
  void deprecatedDeclarationsDrawNoWarningsFromGeneratedCode() {
    strict(
            Project.declaring(
                "Kernels",
                """
                public class Kernels {
                  private Kernels() {}
                  @Deprecated(forRemoval = true)
                  @PrimeField(name = "seven", modulus = "7")
                  public interface Seven {}
                  @Deprecated
                  public interface Old<F> {
                    @GpuKernel(name = "old", spirv = "add.spv")
                    void add(
                        @In(0) DeviceVector<F> a,
                        @In(1) DeviceVector<F> b,
                        @Out(2) DeviceVector<F> out);
                  }
                  @SuppressWarnings("removal")
                  public interface OfSeven {
                    @Deprecated
                    @GpuKernel(name = "of-seven", spirv = "add.spv")
                    void add(
                        @In(0) DeviceVector<Seven> a,
                        @In(1) DeviceVector<Seven> b,
                        @Out(2) DeviceVector<Seven> out);
                  }
                }
                """))
        .compiles();
  }

  @Test
  void generatedCodeIsDocumented() {
    strict(
            Project.empty()
                .source("user.package-info", "/** Kernels. */\npackage user;\n")
                .source(
                    "user.Kernels",
                    """
                    package user;
                    import io.fieldstone.annotations.*;
                    import io.fieldstone.runtime.*;
                    /**
                     * Kernels.
                     *
                     * @param <F> the field
                     */
                    public interface Kernels<F> {
                      /** Seven. */
                      @PrimeField(name = "seven", modulus = "7")
                      interface Seven {}
                      /**
                       * Adds.
                       *
                       * @param a one
                       * @param b another
                       * @param out their sum
                       */
                      @GpuKernel(name = "add", spirv = "add.spv")
                      void add(
                          @In(0) DeviceVector<F> a,
                          @In(1) DeviceVector<F> b,
                          @Out(2) DeviceVector<F> out);
                    }
                    """)
                .spirv("add.spv", Shader.add()))
        .options("-Xdoclint:all")
        .compiles();
  }

  @Test
  void commentsMayHoldWhatWouldEndOthers() {
    String dispatch =
        Project.generated(
            strict(
                    Project.kernels(
                        """
                          /** Backslash: \\u005cu002a\\u005cu002f, and no \\u005cuniform escape. */
                          @GpuKernel(name = "add", spirv = "add.spv")
                          void add(
                              @In(0) DeviceVector<F> a,
                              @In(1) DeviceVector<F> b,
                              @Out(2) DeviceVector<F> out);
                        """))
                .compiles(),
            "user.KernelsDispatch");
    assertTrue(dispatch.contains("&#92;u002a&#92;u002f, and no &#92;uniform"), dispatch);
  }

  @Test
  void anInterfaceMayHaveHundredsOfKernels() {
    StringBuilder kernels = new StringBuilder();
    for (int i = 0; i < 900; i++) {
      kernels.append("  @GpuKernel(name = \"k" + i + "\", spirv = \"add_{shape}.spv\")\n");
      kernels.append("  void k" + i + "(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b,");
      kernels.append(" @Out(2) DeviceVector<F> out);\n");
    }
    Project project = Project.kernels(kernels.toString());
    for (String shape : List.of("1x32", "1x64", "4x64", "6x64")) {
      project.spirv("add_" + shape + ".spv", Shader.add());
    }
    strict(project).compiles();
  }
}
