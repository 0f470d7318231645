// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;

import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shows;
import org.junit.jupiter.api.Test;

/** What is wrong with a kernel method and its parameters, in Java alone. */
class MethodDiagnosticsTest {

  @Test
  @Shows(KERNEL_NAME_MALFORMED)
  void aKernelNameIsLowerCaseWithDashes() {
    Project.kernels(
            """
            @GpuKernel(name = /*!*/"vectorAdd", spirv = "add.spv")
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError(
            "Kernel name 'vectorAdd' is not lower case letters and digits joined by dashes, such as"
                + " 'vector-add'.");
  }

  @Test
  @Shows(KERNEL_RETURNS_VALUE)
  void aKernelReturnsNothing() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv")
            int /*!*/add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError(
            "Kernel method 'add' returns 'int', but a kernel writes to its vectors; return void.");
  }

  @Test
  @Shows(KERNEL_GENERIC)
  void aKernelMethodHasNoTypeParameters() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv")
            </*!*/T> void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError(
            "Kernel method 'add' has type parameters of its own; use the interface's type"
                + " parameter.");
  }

  @Test
  @Shows(KERNEL_WITHOUT_OUTPUT)
  void aKernelWritesSomething() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv")
            void /*!*/add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b);
            """)
        .reportsError(
            "Kernel method 'add' writes to no vector; mark one parameter @Out or @InOut.");
  }

  @Test
  @Shows(WORKGROUP_SIZE_MALFORMED)
  void aWorkgroupSizeIsPositive() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv", workgroupSize = /*!*/{64, 0})
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError(
            "Workgroup size [64, 0] is not one to three positive numbers; write {x}, {x, y} or {x, y,"
                + " z}, or leave it out.");
  }

  @Test
  @Shows(SPECIALIZED_ID_RESERVED)
  void theRuntimeOwnsSomeSpecializationIds() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv",
                specialize = @Specialized(id = /*!*/100, value = "7"))
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError(
            "Specialization id 100 is set by the runtime, as all from 90 on are; use an id below.");
  }

  @Test
  @Shows(SPECIALIZED_ID_NEGATIVE)
  void aSpecializationIdIsNotNegative() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv",
                specialize = @Specialized(id = /*!*/-1, value = "7"))
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError("Specialization id -1 is negative; ids start at 0.");
  }

  @Test
  @Shows(SPECIALIZED_ID_DUPLICATE)
  void aSpecializationIdIsGivenOnce() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv",
                specialize = {
                  @Specialized(id = 3, value = "7"),
                  @Specialized(id = /*!*/3, value = "8")
                })
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError("Specialization id 3 is given twice; remove one of the two values.");
  }

  @Test
  @Shows(PARAMETER_OUTSIDE_KERNEL)
  void aBindingNeedsAKernel() {
    Project.declaring(
            "Helper",
            """
            public class Helper<F> {
              void run(@In(0) DeviceVector<F> /*!*/a) {}
            }
            """)
        .reportsError(
            "@In is on a parameter of 'run', which is no kernel;"
                + " annotate the method with @GpuKernel or remove it.");
  }

  @Test
  @Shows(PARAMETER_UNANNOTATED)
  void everyParameterReachesTheShader() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv")
            void add(@In(0) DeviceVector<F> a, DeviceVector<F> /*!*/b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError(
            "Parameter 'b' of kernel method 'add' reaches the shader nowhere; mark it @In, @Out,"
                + " @InOut or @PushConstant.");
  }

  @Test
  @Shows(PARAMETER_ANNOTATED_TWICE)
  void aParameterHasOneRole() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv")
            void add(@In(0) DeviceVector<F> a, @In(1) /*!*/@Out(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError("Parameter 'b' is both @In and @Out; leave one of them.");
  }

  @Test
  @Shows(VECTOR_TYPE)
  void aBindingIsADeviceVector() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv")
            void add(@In(0) HostVector<F> /*!*/a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError(
            "Parameter 'a' is bound with @In but has type 'io.fieldstone.runtime.HostVector<F>'; make"
                + " it a 'DeviceVector' of a field, of a curve's 'Affine' points or of integers.");
  }

  @Test
  @Shows(VECTOR_FIELD)
  void aVectorIsOfAField() {
    Project.declaring(
            "Kernels",
            """
            public interface Kernels {
              @GpuKernel(name = "add", spirv = "add.spv")
              void add(@In(0) DeviceVector<String> /*!*/a);
            }
            """)
        .reportsError(
            "Parameter 'a' is a vector of 'java.lang.String', which is neither a type parameter of"
                + " the interface nor a type annotated with @PrimeField or @ExtensionField, nor points"
                + " 'Affine<...>', 'UInt32' or 'UInt64'; use one of these.");
  }

  @Test
  void aVectorOfAWildcardIsOfNoField() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv")
            void add(@In(0) DeviceVector<?> /*!*/a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError(
            "Parameter 'a' is a vector of '?', which is neither a type parameter of the interface nor a"
                + " type annotated with @PrimeField or @ExtensionField, nor points 'Affine<...>',"
                + " 'UInt32' or 'UInt64'; use one of these.");
  }

  @Test
  @Shows(VECTOR_FIELDS_DIFFER)
  void typeParametersAndFieldsAreNotMixed() {
    Project.declaring(
            "Kernels",
            """
            public interface Kernels<F> {
              @PrimeField(name = "seven", modulus = "7")
              interface Seven {}
              @GpuKernel(name = "add", spirv = "add.spv")
              void add(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<Seven> /*!*/out);
            }
            """)
        .reportsError(
            "Parameter 'out' is a vector of 'user.Kernels.Seven' itself, but this interface has type"
                + " parameters, which stand for all fields and curves of its kernels; use 'F' or"
                + " another type parameter, or none at all.");
  }

  @Test
  @Shows(FIELD_INACCESSIBLE)
  void theFieldCanBeNamedByTheGeneratedClass() {
    Project.declaring(
            "Kernels",
            """
            public class Kernels extends other.Base {
              public interface Inner {
                @GpuKernel(name = "add", spirv = "add.spv")
                void add(
                    @In(0) DeviceVector<Seven> /*!*/a,
                    @In(1) DeviceVector<Seven> /*!*/b,
                    @Out(2) DeviceVector<Seven> /*!*/out);
              }
            }
            """)
        .source(
            "other.Base",
            """
            package other;
            public class Base {
              @io.fieldstone.annotations.PrimeField(name = "seven", modulus = "7")
              protected interface Seven {}
            }
            """)
        .reports(inaccessible("a"), inaccessible("b"), inaccessible("out"));
  }

  private static Project.Expected inaccessible(String parameter) {
    return new Project.Expected(
        javax.tools.Diagnostic.Kind.ERROR,
        "Parameter '"
            + parameter
            + "' is a vector of 'other.Base.Seven', which the generated class in package 'user'"
            + " cannot name; make that type public.");
  }

  @Test
  @Shows(BINDING_NEGATIVE)
  void aBindingNumberIsNotNegative() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv")
            void add(@In(0) DeviceVector<F> a, @In(value = 1, set = /*!*/-1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError("The set of parameter 'b' is -1; numbers start at 0.");
  }

  @Test
  @Shows(BINDING_DUPLICATE)
  void aBindingNumberIsGivenOnce() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv")
            void add(@In(0) DeviceVector<F> a, @In(/*!*/0) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError(
            "Parameter 'b' is bound to binding 0 of set 0, as is 'a'; give each its own binding.");
  }

  @Test
  @Shows(PUSH_CONSTANT_TYPE)
  void aPushConstantIsANumber() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv")
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out,
                @PushConstant(4) boolean /*!*/flag);
            """)
        .reportsError(
            "Push constant 'flag' has type 'boolean'; a push constant is int, long, float, double or"
                + " BigInteger, an element of the field.");
  }

  @Test
  @Shows(PUSH_CONSTANT_OFFSET)
  void aPushConstantFollowsTheCount() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv")
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out,
                @PushConstant(/*!*/0) int shift);
            """)
        .reportsError(
            "Push constant 'shift' is at offset 0, but offsets are multiples of 4 from 4 on, after"
                + " the element count; use the member's offset in the shader's block.");
  }

  @Test
  @Shows(PUSH_CONSTANT_OVERLAP)
  void pushConstantsDoNotOverlap() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv")
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out,
                @PushConstant(8) long seed, @PushConstant(/*!*/12) int shift);
            """)
        .reportsError(
            "Push constant 'shift' at offset 12 overlaps 'seed' at offset 8; use the members' offsets"
                + " in the shader's block.");
  }

  @Test
  @Shows(BINDING_LARGE)
  void aBindingNumberIsSmall() {
    Project.kernels(
            """
            @GpuKernel(name = "neg", expression = "-a")
            void neg(@In(/*!*/65_535) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            """)
        .reportsError(
            "The binding of parameter 'a' is 65535, but numbers go up to 65534; count from 0.");
    Project.kernels(
            """
            @GpuKernel(name = "neg", expression = "-a")
            void neg(@In(value = 0, set = /*!*/32) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            """)
        .reportsError("The set of parameter 'a' is 32, but numbers go up to 31; count from 0.");
    Project.kernels(
            """
            @GpuKernel(name = "neg", expression = "-a")
            void neg(@In(65_534) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            """)
        .compiles();
  }

  private static Project sum(int inputs) {
    StringBuilder parameters = new StringBuilder();
    StringBuilder expression = new StringBuilder("a0");
    for (int i = 0; i < inputs; i++) {
      parameters
          .append("@In(")
          .append(i == 16 ? "/*!*/" : "")
          .append(i)
          .append(") DeviceVector<F> a")
          .append(i)
          .append(", ");
      expression.append(i == 0 ? "" : " + a" + i);
    }
    return Project.kernels(
        "@GpuKernel(name = \"f\", expression = \""
            + expression
            + "\") void f("
            + parameters
            + "@Out("
            + (inputs == 16 ? "/*!*/" : "")
            + inputs
            + ") DeviceVector<F> out);");
  }

  @Test
  @Shows(BUFFERS_MANY)
  void vectorsAreAsManyAsDevicesTake() {
    for (int inputs : new int[] {16, 20}) {
      sum(inputs)
          .reportsWarning(
              "Kernel method 'f' has "
                  + (inputs + 1)
                  + " vectors, but devices need to offer 4 storage buffers only, and Mesa's CPU driver"
                  + " offers 16; use fewer to run everywhere.");
    }
    sum(15).compiles();
  }

  @Test
  @Shows(PUSH_CONSTANT_FAR)
  void aPushConstantIsNear() {
    for (int offset : new int[] {4096, 2_147_483_640, 2_147_483_644}) {
      for (String type : new String[] {"int", "double", "java.math.BigInteger"}) {
        Project.kernels(
                """
                @GpuKernel(name = "add", spirv = "add.spv")
                void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b,
                    @Out(2) DeviceVector<F> out, @PushConstant(/*!*/%d) %s shift);
                """
                    .formatted(offset, type))
            .reportsError(
                "Push constant 'shift' is at offset "
                    + offset
                    + ", but no device takes more than 4096 bytes of push constants, and some take no"
                    + " more than 128; put it right behind the one before it.");
      }
    }
  }

  @Test
  @Shows(KERNEL_NAME_LONG)
  void aKernelsNameIsThatOfAFile() {
    String name = "n".repeat(101);
    Project.kernels(
            "@GpuKernel(name = /*!*/\""
                + name
                + "\", expression = \"-a\")\n"
                + "void neg(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);")
        .reportsError(
            "Kernel name '"
                + name
                + "' has 101 characters, but it names files too; use no more than 100.");
    Project.kernels(
            "@GpuKernel(name = \""
                + name.substring(1)
                + "\", expression = \"-a\")\n"
                + "void neg(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);")
        .compiles();
  }

  @Test
  @Shows(KERNEL_METHOD_LONG)
  void aKernelMethodsNameIsThatOfFiles() {
    String method = "\u00e4".repeat(120);
    String declaration = "void /*!*/%s(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);";
    Project.kernels(
            "@GpuKernel(name = \"f\", expression = \"-a\")\n" + declaration.formatted(method))
        .reportsError(
            "Kernel method '"
                + method
                + "' is compiled to files such as 'Kernels_"
                + method
                + "_16x64.spv', whose names have 258 bytes, but file systems take no more than 255;"
                + " shorten the name of the method or of its interface.");
    Project.kernels(
            "@GpuKernel(name = \"f\", expression = \"-a\")\n"
                + declaration.replace("/*!*/", "").formatted(method.substring(2)))
        .compiles();
  }

  @Test
  @Shows(KERNEL_ENTRY_POINT)
  void whatIsCompiledHasOneEntryPoint() {
    for (String source : new String[] {"expression = \"-a\"", "glsl = \"neg.comp\""}) {
      Project.kernels(
              "@GpuKernel(name = \"f\", "
                  + source
                  + ", entryPoint = /*!*/\"neg\")\n"
                  + "void f(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);")
          .reportsError(
              "Kernel method 'f' is compiled from source, whose entry point is 'main', and not 'neg';"
                  + " leave 'entryPoint' out, which is for modules that are given as 'spirv'.");
    }
  }
}
