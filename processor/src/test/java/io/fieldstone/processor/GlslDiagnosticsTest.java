// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;

import io.fieldstone.processor.testing.Compilers;
import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.Diagnostic.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the way a kernel is given, or with its GLSL. */
class GlslDiagnosticsTest {

  private static final String PARAMETERS =
      "  void copy(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);";

  private static final String COPY =
      """
      #version 450
      #extension GL_GOOGLE_include_directive : require
      #include "fieldstone/glsl/kernel/unary.glsl"
      FieldElement apply(FieldElement a) {
        return a;
      }
      """;

  private static Project kernel(String rest) {
    return Project.kernels("  /*!*/@GpuKernel(name = \"copy\"" + rest + ")\n" + PARAMETERS);
  }

  private static Project glsl(String value) {
    return Project.kernels(
        "  @GpuKernel(name = \"copy\", glsl = /*!*/" + value + ")\n" + PARAMETERS);
  }

  @Test
  @Shows(KERNEL_SOURCE_ABSENT)
  void aKernelSaysWhatItComputes() {
    kernel("")
        .reportsError(
            "Kernel method 'copy' does not say what it computes; give one of 'spirv', 'glsl' and"
                + " 'expression'.");
  }

  @Test
  @Shows(KERNEL_SOURCE_AMBIGUOUS)
  void aKernelIsGivenInOneWay() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv", expression = /*!*/"a + b")
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError(
            "Kernel method 'add' is given as 'spirv' and as 'expression' too; leave one of them.");
  }

  @Test
  void allThreeWaysAtOnceAreTwoTooMany() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv",
                glsl = /*!*/"add.comp",
                expression = /*!*/"a + b")
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reports(
            new Project.Expected(
                Kind.ERROR,
                "Kernel method 'add' is given as 'spirv' and as 'glsl' too; leave one of them."),
            new Project.Expected(
                Kind.ERROR,
                "Kernel method 'add' is given as 'spirv' and as 'expression' too; leave one of"
                    + " them."));
  }

  @Test
  @Shows(GLSL_NAME_MALFORMED)
  void theNameOfAShaderHasNoPlaceForAShape() {
    glsl("\"copy_{shape}.comp\"")
        .reportsError(
            "'copy_{shape}.comp' does not name a shader; write its path from the root of the source"
                + " or class path, such as 'shaders/rotate.comp', without a place for the limb"
                + " shape.");
  }

  @Test
  @Shows(GLSL_MISSING)
  void theShaderExists(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("my"));
    Files.writeString(folder.resolve("my/copy.comp"), COPY);
    glsl("\"my/cpoy.comp\"")
        .options("-Afieldstone.sources=" + folder)
        .reportsError(
            "GLSL 'my/cpoy.comp' was found neither on the source path, class path or module path nor"
                + " among this module's resources; correct the name, or name its folder with the"
                + " compiler option '-Afieldstone.sources=DIR'. Did you mean 'my/copy.comp'?");
  }

  @Test
  @Shows(GLSL_UNREADABLE)
  void theShaderIsOfASensibleSize() {
    glsl("\"copy.comp\"")
        .text("copy.comp", COPY + " ".repeat(1 << 20))
        .reportsError(
            "GLSL 'copy.comp' cannot be read: it has more than 1048576 bytes; check the file.");
  }

  @Test
  void soIsWhatItIncludes() {
    glsl("\"copy.comp\"")
        .text("copy.comp", COPY.replace("fieldstone/glsl/kernel/unary.glsl", "part.glsl"))
        .text("part.glsl", " ".repeat((1 << 20) + 1))
        .reportsError(
            "GLSL 'part.glsl' cannot be read: it has more than 1048576 bytes; check the file.");
  }

  @Test
  @Shows(GLSL_ERROR)
  void anErrorInAShaderIsReportedOnceWithItsLine() {
    glsl("\"my/copy.comp\"")
        .text("my/copy.comp", COPY.replace("return a", "return foo"))
        .reportsError("my/copy.comp:5: 'foo' : undeclared identifier");
  }

  @Test
  void whatFollowsFromAnErrorIsNotReported() {
    glsl("\"copy.comp\"")
        .text(
            "copy.comp",
            COPY.replace(
                "return a;",
                """
                FieldElement b = field_mul(a, foo);
                  FieldElement c = field_mul(b, foo);
                  c.limb[0] = foo[1];
                  return field_ad(c, c);
                """))
        .reports(
            new Project.Expected(Kind.ERROR, "copy.comp:5: 'foo' : undeclared identifier"),
            new Project.Expected(
                Kind.ERROR,
                "copy.comp:5: 'field_mul' is not included here; add '#include"
                    + " \"fieldstone/glsl/field/mul.glsl\"'"),
            new Project.Expected(
                Kind.ERROR,
                "copy.comp:8: 'field_ad' : no matching overloaded function found Did you mean"
                    + " 'field_add'?"));
  }

  @Test
  void theTypeOfElementsHasItsName() {
    glsl("\"copy.comp\"")
        .text("copy.comp", COPY.replace("return a;", "return 1u;"))
        .reportsError(
            "copy.comp:5: 'return' : type does not match, or is not convertible to, the function's"
                + " return type");
    glsl("\"copy.comp\"")
        .text("copy.comp", COPY.replace("return a;", "a = 1u;\n  return a;"))
        .reportsError(
            "copy.comp:5: 'assign' :  cannot convert from ' const uint' to 'FieldElement'");
  }

  @Test
  void anErrorInAnIncludedFileIsReportedThere() {
    glsl("\"my/copy.comp\"")
        .text(
            "my/copy.comp",
            COPY.replace("FieldElement apply", "#include \"part.glsl\"\nFieldElement apply"))
        .text("my/part.glsl", "\n#error not this one\n")
        .reportsError("my/part.glsl:2: '#error' : not this one");
  }

  @Test
  void aMissingIncludeIsReportedWhereItIsAskedFor() {
    glsl("\"my/copy.comp\"")
        .text("my/copy.comp", COPY + "#include \"fieldstone/glsl/unray.glsl\"\n")
        .reportsError(
            "my/copy.comp:7: there is no file 'fieldstone/glsl/unray.glsl' to include, neither beside"
                + " 'my/copy.comp' nor at the root; correct the name. Did you mean"
                + " 'fieldstone/glsl/kernel/unary.glsl'?");
  }

  @Test
  void anIncludeOfAnIncludedFileIsReportedThere(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("my"));
    Files.writeString(folder.resolve("my/part.glsl"), "\n#include \"othre.glsl\"\n");
    Files.writeString(folder.resolve("my/other.glsl"), "// beside it\n");
    glsl("\"my/copy.comp\"")
        .text(
            "my/copy.comp",
            COPY.replace("FieldElement apply", "#include \"part.glsl\"\nFieldElement apply"))
        .options("-Afieldstone.sources=" + folder)
        .reportsError(
            "my/part.glsl:2: there is no file 'othre.glsl' to include, neither beside 'my/part.glsl' nor"
                + " at the root; correct the name. Did you mean 'other.glsl'?");
  }

  @Test
  @Shows(GLSL_SHAPES_LEFT_OUT)
  void aShaderMayBeForSomeShapesOnly() {
    glsl("\"copy.comp\"")
        .text("copy.comp", COPY + "#if FIELDSTONE_WORDS < 8\n#error too narrow\n#endif\n")
        .reports(
            new Project.Expected(
                Kind.NOTE,
                "Kernel method 'copy' is compiled for the limb shapes 4x64, 6x64, but not for 1x32,"
                    + " for which its GLSL has errors: copy.comp:8: '#error' : too narrow"));
  }

  @Test
  void aShaderIsForTheShapeOfItsField() {
    Project.declaring(
            "Kernels",
            """
            public interface Kernels {
              @PrimeField(name = "seven", modulus = "7")
              interface Seven {}
              @GpuKernel(name = "copy", glsl = /*!*/"copy.comp")
              void copy(@In(0) DeviceVector<Seven> a, @Out(1) DeviceVector<Seven> out);
            }
            """)
        .text("copy.comp", COPY + "#if FIELDSTONE_WORDS < 8\n#error too narrow\n#endif\n")
        .reportsError("copy.comp:8: '#error' : too narrow");
  }

  @Test
  @Shows(SHADER_COMPILER_UNAVAILABLE)
  void aShaderNeedsACompiler() {
    glsl("\"copy.comp\"")
        .text("copy.comp", COPY + "// not in the cache\n")
        .processedBy(new KernelProcessor(Compilers.none()))
        .reportsError(unavailable("no service io.fieldstone.shaders.ShaderCompiler"));
  }

  @Test
  void aCompilerNeedsItsNatives() {
    glsl("\"copy.comp\"")
        .text("copy.comp", COPY + "// not in the cache\n")
        .processedBy(new KernelProcessor(Compilers.only(Compilers.Broken.class)))
        .reportsError(unavailable("no natives for this machine"));
  }

  private static String unavailable(String reason) {
    return "Kernel method 'copy' is to be compiled, but there is no shader compiler: "
        + reason
        + "; put the whole of fieldstone-processor with its dependencies on the processor path, or"
        + " give the kernel as 'spirv'.";
  }

  @Test
  @Shows(SOURCE_FOLDER_MISSING)
  void aFolderOfSourcesExists() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv")
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .options("-Afieldstone.sources=no/such/folder")
        .reportsWarning(
            "Option 'fieldstone.sources' names 'no/such/folder', which is no folder; correct it or"
                + " leave it out.");
  }

  @Test
  @Shows(GENERATED_RESOURCE_EXISTS)
  void twoKernelsDoNotShareAModule() {
    Project.declaring(
            "A",
            """
            public interface A<F> {
              @GpuKernel(name = "one", glsl = "copy.comp")
              void B_c(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            }
            """)
        .source(
            "user.A_B",
            """
            package user;
            import io.fieldstone.annotations.*;
            import io.fieldstone.runtime.*;
            public interface A_B<F> {
              @GpuKernel(name = "two", glsl = "copy.comp")
              void /*!*/c(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            }
            """)
        .text("copy.comp", COPY)
        .reportsError(
            "'user/A_B_c_1x32.spv' is to be generated for kernel method 'c', but"
                + " another one has it; rename one.");
  }

  @Test
  void theModuleIsCheckedAsAnyOther() {
    Project.kernels(
            "  @GpuKernel(name = \"copy\", glsl = \"copy.comp\", workgroupSize = /*!*/64)\n"
                + PARAMETERS)
        .text("copy.comp", COPY)
        .reportsError(
            "The workgroup size is declared as {64, 1, 1}, but GLSL 'copy.comp' has {256, 1, 1};"
                + " correct either, or leave 'workgroupSize' out.");
  }

  @Test
  void aFunctionWithoutABodyIsNamed() {
    glsl("\"copy.comp\"")
        .text(
            "copy.comp",
            COPY.replace(
                "FieldElement apply(FieldElement a)", "FieldElement apply_it(FieldElement a)"))
        .reportsError(
            "copy.comp: function 'apply' is called, but nothing defines it; define it, or include what"
                + " does");
  }

  @Test
  void aVersionIsAskedFor() {
    glsl("\"copy.comp\"")
        .text("copy.comp", "void main() {}\n")
        .reportsError(
            "copy.comp: there is no '#version' that has compute shaders; start the file with '#version"
                + " 450'");
  }

  @Test
  void aFileMayStartWithAByteOrderMark() {
    glsl("\"copy.comp\"")
        .text(
            "copy.comp",
            "\uFEFF" + COPY.replace("unary.glsl\"", "unary.glsl\"\n#include \"bom.glsl\""))
        .text("bom.glsl", "\uFEFF// nothing\n")
        .compiles();
  }

  @Test
  void capabilitiesAreNamed() {
    Project.kernels(
            """
            @GpuKernel(name = "count", glsl = /*!*/"count.comp")
            void count(@InOut(0) DeviceVector<F> a);
            """)
        .text(
            "count.comp",
            """
            #version 450
            #extension GL_EXT_shader_atomic_float : require
            layout(local_size_x = 64) in;
            layout(push_constant) uniform Push { uint count; };
            layout(set = 0, binding = 0) buffer A { uint a[]; };
            shared float x;
            void main() {
              for (uint i = gl_GlobalInvocationID.x; i < count;
                  i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
                atomicAdd(x, 1.0);
                a[i] += uint(x);
              }
            }
            """)
        .reportsError(
            "GLSL 'count.comp' needs capability AtomicFloat32AddEXT, which Fieldstone does not enable;"
                + " compile the shader without it.");
  }

  @Test
  @Shows(GLSL_SHAPE_REJECTED)
  void aMistakeForOneShapeIsAMistake() {
    glsl("\"copy.comp\"")
        .text("copy.comp", COPY + "#if FIELDSTONE_WORDS == 1\nuint one = two;\n#endif\n")
        .reportsError(
            "Kernel method 'copy' compiles for the limb shapes 1x64, 4x64, 6x64, but not for 1x32:"
                + " copy.comp:8: 'two' : undeclared identifier; correct it, or leave that shape out by"
                + " '#error'.");
  }

  @Test
  void everyFunctionOfTheLibraryCompilesInEveryStrategyForEveryUsualShape() {
    Project.kernels(
            "  @GpuKernel(name = \"copy\", glsl = \"copy.comp\","
                + " strategies = {\"portable\", \"wide\", \"columns\", \"float64\"})\n"
                + PARAMETERS)
        .text(
            "copy.comp",
            """
            #version 450
            #extension GL_GOOGLE_include_directive : require
            #include "fieldstone/glsl/kernel/unary.glsl"
            #include "fieldstone/glsl/field/add.glsl"
            #include "fieldstone/glsl/field/sub.glsl"
            #include "fieldstone/glsl/field/neg.glsl"
            #include "fieldstone/glsl/field/double.glsl"
            #include "fieldstone/glsl/field/halve.glsl"
            #include "fieldstone/glsl/field/scale.glsl"
            #include "fieldstone/glsl/field/mul.glsl"
            #include "fieldstone/glsl/field/pow.glsl"
            #include "fieldstone/glsl/field/inverse.glsl"
            #include "fieldstone/glsl/field/constants.glsl"
            #include "fieldstone/glsl/field/compare.glsl"
            #include "fieldstone/glsl/field/select.glsl"
            FieldElement apply(FieldElement a) {
              FieldElement b = field_add(field_one(), field_constant(3u));
              field_swap(field_equal(a, b), a, b);
              b = field_sub(field_double(a), field_neg(field_halve(b)));
              b = field_mul(field_scale(b, 5u), field_sqr(field_pow(a, 7u)));
              return field_select(field_is_zero(b), a, field_pow(b, 3u));
            }
            """)
        .compiles();
  }

  @Test
  void recursionIsSaidOfTheFunction() {
    glsl("\"copy.comp\"")
        .text("copy.comp", COPY + "uint f(uint k) { return k == 0u ? 1u : f(k - 1u); }\n")
        .reportsError(
            "copy.comp: function 'f' calls itself, but GLSL has no recursion; write a loop");
    glsl("\"copy.comp\"")
        .text(
            "copy.comp",
            COPY
                + "uint g(uint k);\nuint f(uint k) { return g(k); }\n"
                + "uint g(uint k) { return k == 0u ? 1u : f(k - 1u); }\n")
        .reportsError(
            "copy.comp: function 'g' calls 'f', which leads back to it, but GLSL has no recursion;"
                + " write a loop");
  }

  @Test
  void whatNestsTooDeeplyIsSaidSo() {
    glsl("\"copy.comp\"")
        .text("copy.comp", COPY + "void f() {" + "{".repeat(6000) + "}".repeat(6000) + "}\n")
        .reportsError(
            "copy.comp:7: blocks or expressions nest too deeply for the compiler; make functions and"
                + " variables of parts of them");
  }

  @Test
  void anIncludeNamesAFile() {
    for (String include : new String[] {"#include \"\"", "#include", "#include copy.glsl"}) {
      glsl("\"copy.comp\"")
          .text("copy.comp", COPY + include + "\n")
          .reportsError(
              "copy.comp:7: '#include' names no file; write its path in quotation marks, such as"
                  + " '#include \"fieldstone/glsl/field/mul.glsl\"'");
    }
  }

  @Test
  void aCharacterThatIsNoneOfGlslIsShown() {
    glsl("\"copy.comp\"")
        .text("copy.comp", COPY + "uint f(uint \u00e4) { return f(\u00e4); }\n")
        .reportsError(
            "copy.comp:7: '\u00e4' (U+00E4) is no character of GLSL; write names and operators in"
                + " ASCII");
    glsl("\"copy.comp\"")
        .text("copy.comp", COPY + "uint f(uint a) { return a\u00a0+ 1u; } // \u00e4\n")
        .reportsError(
            "copy.comp:7: '\u00a0' (U+00A0) is no character of GLSL; write names and operators in"
                + " ASCII");
    glsl("\"copy.comp\"").text("copy.comp", COPY + "// \u00e4\n/* \u2212 */\n").compiles();
  }

  @Test
  void aFileIsUtf8() {
    glsl("\"copy.comp\"")
        .resource("copy.comp", COPY.getBytes(java.nio.charset.StandardCharsets.UTF_16))
        .reportsError(
            "GLSL 'copy.comp' cannot be read: it has zero bytes, as UTF-16 has; save it as UTF-8;"
                + " check the file.");
  }
}
