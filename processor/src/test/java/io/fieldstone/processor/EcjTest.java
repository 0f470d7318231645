// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import io.fieldstone.processor.testing.Ecj;
import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processor does under Eclipse's compiler what it does under javac. */
class EcjTest {

  private static final String HEADER =
      """
      package user;

      import io.fieldstone.annotations.*;
      import io.fieldstone.runtime.*;

      """;

  private static final String KERNELS =
      HEADER
          + """
            /** Kernels. */
            public interface Kernels<F> {
              /**
               * Adds.
               *
               * @param out the sums
               */
              @GpuKernel(name = "add", spirv = "add.spv", specialize = @Specialized(id = 3, value = "7"))
              void add(
                  @In(0) DeviceVector<F> a,
                  @In(1) DeviceVector<F> b,
                  @PushConstant(8) long seed,
                  @Out(2) DeviceVector<F> out);

              @GpuKernel(name = "shipped", spirv = "fieldstone/vector/add_{shape}.spv")
              void shipped(
                  @In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);

              @GpuKernel(
                  name = "chain",
                  spirv = "chain_{strategy}.spv",
                  strategies = {"portable", "wide"})
              void chain(
                  @In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);

              @GpuKernel(
                  name = "sum",
                  spirv = "sum_{strategy}.spv",
                  strategies = {"portable", "wide"},
                  strategyProbe = "chain",
                  mixesForms = true)
              void sum(
                  @In(value = 0, form = Form.CANONICAL) DeviceVector<F> a,
                  @In(1) DeviceVector<F> b,
                  @Out(value = 2, extent = Extent.WORKGROUPS) DeviceVector<F> partials);
            }
            """;

  private static final String FIELD =
      HEADER
          + """
            /** The field of 2^64 - 2^32 + 1. */
            @PrimeField(name = "goldilocks", modulus = "0xffffffff00000001")
            public interface Goldilocks {}
            """;

  private static final String ADD_METHOD =
      """
        @GpuKernel(name = "add", spirv = "add.spv")
        void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
      """;

  private static final Shader ADD =
      Shader.add().push("uint64_t", "seed", 8).constant(3, "uint", "ROUNDS").capability(11);

  private static final Shader SUM = Shader.add().push("uint", "first_workgroup", 4);

  @TempDir Path folder;

  @Test
  void generatesTheSameSourcesAsUnderJavac() throws IOException {
    Compilation javac =
        Project.empty()
            .source("user.Kernels", KERNELS)
            .source("user.Goldilocks", FIELD)
            .spirv("add.spv", ADD)
            .spirv("sum_portable.spv", SUM)
            .spirv("sum_wide.spv", SUM)
            .spirv("chain_portable.spv", Shader.add())
            .spirv("chain_wide.spv", Shader.add())
            .compiles();
    Ecj.Result ecj =
        Ecj.in(folder)
            .source("user.Kernels", KERNELS)
            .source("user.Goldilocks", FIELD)
            .spirv("add.spv", ADD)
            .spirv("sum_portable.spv", SUM)
            .spirv("sum_wide.spv", SUM)
            .spirv("chain_portable.spv", Shader.add())
            .spirv("chain_wide.spv", Shader.add())
            .compile();
    assertTrue(ecj.success(), ecj.log());
    for (String name :
        List.of("KernelsDispatch", "GoldilocksField", "FieldstoneKernelProvider_Goldilocks")) {
      String type = "user." + name;
      assertEquals(Project.generated(javac, type), ecj.generated(type));
      assertTrue(Files.exists(folder.resolve("classes/user/" + name + ".class")), type);
    }
    assertEquals(
        "user.FieldstoneKernelProvider_Goldilocks\n",
        Files.readString(
            folder.resolve(
                "classes/META-INF/services/io.fieldstone.runtime.kernel.KernelProvider")));
  }

  /** Says the same at the same line. */
  private void saysWhatJavacSays(String name, String source) throws IOException {
    String text = HEADER + source;
    List<String> javac =
        Project.diagnostics(
                Project.empty()
                    .source("user." + name, text)
                    .spirv("add.spv", Shader.add())
                    .compile())
            .stream()
            .map(EcjTest::withoutColumn)
            .sorted()
            .toList();
    Ecj.Result ecj =
        Ecj.in(folder).source("user." + name, text).spirv("add.spv", Shader.add()).compile();
    assertTrue(!javac.isEmpty(), "there are diagnostics to compare");
    assertEquals(javac, ecj.problems().stream().sorted().toList(), ecj.log());
  }

  /** {@code File.java:1:2: ERROR: text} becomes {@code File.java:1: error: text}. */
  private static String withoutColumn(String diagnostic) {
    String[] parts = diagnostic.split(":", 5);
    return parts[0] + ":" + parts[1] + ":" + parts[3].toLowerCase(Locale.ROOT) + ":" + parts[4];
  }

  @Test
  void aWrongBindingIsReportedAtItsLine() throws IOException {
    saysWhatJavacSays(
        "Kernels",
        """
        public interface Kernels<F> {
          @GpuKernel(name = "add", spirv = "add.spv")
          void add(
              @In(0) DeviceVector<F> a,
              @In(1) DeviceVector<F> b,
              @Out(
                  3) DeviceVector<F> out);
        }
        """);
  }

  @Test
  void aMissingModuleIsReportedAtItsLine() throws IOException {
    saysWhatJavacSays(
        "Kernels",
        """
        public interface Kernels<F> {
          @GpuKernel(
              name = "add",
              spirv = "ad.spv")
          void add(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
        }
        """);
  }

  @Test
  void severalErrorsAreReportedAtTheirLines() throws IOException {
    saysWhatJavacSays(
        "Kernels",
        """
        public interface Kernels<F> {
          @GpuKernel(name = "add", spirv = "add.spv")
          int add(
              @In(0) DeviceVector<String> a,
              @In(0) DeviceVector<F> b,
              double unbound);

          @GpuKernel(name = "neg", spirv = "add.spv")
          default void neg(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out) {}
        }
        """);
  }

  @Test
  void aWrongStrategyProbeIsReportedAtItsLine() throws IOException {
    saysWhatJavacSays(
        "Kernels",
        """
        public interface Kernels<F> {
          @GpuKernel(
              name = "mul",
              spirv = "mul_{strategy}.spv",
              strategies = {"portable", "wide"},
              strategyProbe = "mulChain")
          void mul(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
        }
        """);
  }

  /** ECJ's messager has no position for one element of an array. */
  @Test
  void aWrongStrategyIsReportedAtItsAnnotation() throws IOException {
    String text =
        """
        @GpuKernel(name = "mul", spirv = "mul_{strategy}.spv",
            strategies = {
              "portable",
              "Wide"
            })
        void mul(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
        """;
    Ecj.Result ecj =
        Ecj.in(folder)
            .source("user.Kernels", HEADER + "public interface Kernels<F> {\n" + text + "}\n")
            .compile();
    assertEquals(
        List.of(
            "Kernels.java:7: error: Strategy 'Wide' is not a lower case letter, then letters and"
                + " digits, as in 'float64'."),
        ecj.problems(),
        ecj.log());
  }

  @Test
  void aWrongExtentIsReportedAtItsLine() throws IOException {
    saysWhatJavacSays(
        "Kernels",
        """
        public interface Kernels<F> {
          @GpuKernel(name = "sum", spirv = "add.spv")
          void sum(
              @Out(
                  value = 1,
                  extent = Extent.WORKGROUPS) DeviceVector<F> partials,
              @PushConstant(
                  4) int exclusive);
        }
        """);
  }

  @Test
  void anEvenModulusIsReportedAtItsLine() throws IOException {
    saysWhatJavacSays(
        "Even",
        """
        @PrimeField(
            name = "even",
            modulus = "0x10000")
        public interface Even {}
        """);
  }

  /** ECJ's messager has no position for type parameters. */
  @Test
  void anUnusedTypeParameterIsReportedThoughWithoutALine() throws IOException {
    String text = HEADER + "public interface Kernels<F, G> {\n" + ADD_METHOD + "}\n";
    Ecj.Result ecj =
        Ecj.in(folder).source("user.Kernels", text).spirv("add.spv", Shader.add()).compile();
    assertFalse(ecj.success());
    assertTrue(
        ecj.log()
            .contains(
                "ERROR: Type parameter 'G' is in no vector, so that nothing says what it stands for;"
                    + " use it in a 'DeviceVector', or remove it."),
        ecj.log());
  }

  @Test
  void kernelsOverSeveralTypesAreTheSameUnderJavac() throws IOException {
    String text =
        HEADER
            + """
              /** Kernels over points and scalars. */
              public interface Kernels<C, S> {
                /** Gathers points. */
                @GpuKernel(
                    name = "gather",
                    spirv = "add.spv",
                    constants = @Constants(binding = 1, values = "1 2"))
                void gather(
                    @In(value = 0, times = 2) DeviceVector<Affine<C>> points,
                    @Out(2) DeviceVector<S> out);

                /** Counts. */
                @GpuKernel(name = "count", spirv = "add.spv", grid = Grid.CALL)
                void count(
                    @In(value = 0, extent = Extent.WHOLE) DeviceVector<UInt32> keys,
                    @In(1) DeviceVector<UInt32> weights,
                    @Out(value = 2, extent = Extent.WHOLE) DeviceVector<UInt32> counts,
                    @Workgroups int workgroups);
              }
              """;
    Compilation javac =
        Project.empty().source("user.Kernels", text).spirv("add.spv", Shader.add()).compiles();
    Ecj.Result ecj =
        Ecj.in(folder).source("user.Kernels", text).spirv("add.spv", Shader.add()).compile();
    assertTrue(ecj.success(), ecj.log());
    assertEquals(
        Project.generated(javac, "user.KernelsDispatch"), ecj.generated("user.KernelsDispatch"));
  }

  /** ECJ itself, outside of Eclipse, takes generated classes for ones of no module. */
  @Test
  void declarationsOfANamedModuleAreCheckedToo() throws IOException {
    Ecj.Result ecj =
        Ecj.in(folder)
            .source("module-info", "module user {\n  requires io.fieldstone.runtime;\n}\n")
            .source(
                "user.Kernels",
                HEADER
                    + "interface Kernels<F> {\n"
                    + "  @GpuKernel(name = \"f\", expression = \"-b\")\n"
                    + "  void f(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);\n}\n")
            .compile();
    assertEquals(
        List.of(
            "Kernels.java:7: error: 'b' at column 2 is none of the inputs of kernel method 'f': 'a';"
                + " correct the name or add a parameter."),
        ecj.problems().stream().filter(problem -> problem.startsWith("Kernels.java")).toList(),
        ecj.log());
  }
}
