// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;

import io.fieldstone.processor.testing.Buffer;
import io.fieldstone.processor.testing.Compilers;
import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shader;
import io.fieldstone.processor.testing.Shows;
import org.junit.jupiter.api.Test;

/** What is wrong with vectors of another length or form than the call's. */
class CooperativeDiagnosticsTest {

  private static final String SUM =
      """
      @GpuKernel(name = "sum", spirv = /*!*/"sum.spv")
      void sum(
          @In(0) DeviceVector<F> a,
          @Out(value = 1, extent = Extent.WORKGROUPS) DeviceVector<F> partials);
      """;

  private static Shader sum() {
    return Shader.compute()
        .with(Buffer.at(0).named("a").readonly())
        .with(Buffer.at(1).named("partials").writeonly());
  }

  @Test
  @Shows(PUSH_FIRST_WORKGROUP_ABSENT)
  void theShaderLearnsWhichWorkgroupsAreItsOwn() {
    Project.kernels(SUM).spirv("sum.spv", sum()).reportsError(withoutFirstWorkgroup("nothing"));
  }

  @Test
  void theFirstWorkgroupIsUnsigned() {
    Project.kernels(SUM)
        .spirv("sum.spv", sum().push("int", "first_workgroup", 4))
        .reportsError(withoutFirstWorkgroup("'int first_workgroup' at offset 4"));
  }

  @Test
  void theFirstWorkgroupIsOneNumber() {
    Project.kernels(SUM)
        .spirv("sum.spv", sum().push("uint[2]", "span", 4))
        .reportsError(withoutFirstWorkgroup("'uint[2] span' at offset 4"));
  }

  @Test
  @Shows(PUSH_FIRST_WORKGROUP_UNUSED)
  void theFirstWorkgroupIsRead() {
    Project.kernels(SUM)
        .spirv("sum.spv", sum().push("uint", "first_workgroup", 4).withoutReadingFirstWorkgroup())
        .reportsError(
            "SPIR-V 'sum.spv' never reads 'first_workgroup', the second push constant, so that it"
                + " takes the workgroups of a later dispatch for those of the first; add it to"
                + " gl_WorkGroupID.x where that is an index.");
  }

  private static String withoutFirstWorkgroup(String found) {
    return "The push-constant block of SPIR-V 'sum.spv' has "
        + found
        + " instead of 'uint first_workgroup' at offset 4, which a cooperative kernel needs; put it"
        + " after the element count.";
  }

  @Test
  void anElementWiseKernelHasNoFirstWorkgroup() {
    Project.kernels(
            """
            @GpuKernel(name = "copy", spirv = /*!*/"copy.spv")
            void copy(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            """)
        .spirv("copy.spv", sum().push("uint", "first_workgroup", 4))
        .reportsError(
            "The push-constant block of SPIR-V 'copy.spv' has member 'first_workgroup' ('uint') at"
                + " offset 4, which no parameter sets; add a @PushConstant parameter for it.");
  }

  @Test
  @Shows(PUSH_CONSTANT_AT_FIRST_WORKGROUP)
  void ownPushConstantsFollowTheFirstWorkgroup() {
    Project.kernels(
            """
            @GpuKernel(name = "sum", spirv = "sum.spv")
            void sum(
                @In(0) DeviceVector<F> a,
                @Out(value = 1, extent = Extent.WORKGROUPS) DeviceVector<F> partials,
                @PushConstant(/*!*/4) int exclusive);
            """)
        .reportsError(
            "Push constant 'exclusive' is at offset 4, that of 'uint first_workgroup'; put it at 8 or"
                + " behind.");
  }

  @Test
  @Shows(COOPERATIVE_WITHOUT_ELEMENTS)
  void workgroupsHaveSomethingToShare() {
    Project.kernels(
            """
            @GpuKernel(name = "sum", spirv = "sum.spv")
            void sum(
                @In(value = 0, extent = Extent/*!*/.WORKGROUPS) DeviceVector<F> a,
                @Out(value = 1, extent = Extent.WORKGROUPS) DeviceVector<F> partials);
            """)
        .reportsError(
            "Kernel method 'sum' has no vector to share among its workgroups; leave the 'extent' of"
                + " one out.");
  }

  @Test
  @Shows(EXPRESSION_VECTOR)
  void anExpressionIsElementWise() {
    expression("@In(0)", "@Out(value = 1, extent = Extent/*!*/.WORKGROUPS)")
        .reportsError(inExpression("out", "Extent.WORKGROUPS"));
  }

  @Test
  void anExpressionIsInTheFormOfTheCall() {
    expression("@In(value = 0, form = Form/*!*/.UNREDUCED)", "@Out(1)")
        .reportsError(inExpression("a", "Form.UNREDUCED"));
  }

  private static Project expression(String a, String out) {
    return Project.kernels(
            "  @GpuKernel(name = \"twice\", expression = \"2 * a\")\n  void twice("
                + a
                + " DeviceVector<F> a, "
                + out
                + " DeviceVector<F> out);")
        .processedBy(new KernelProcessor(Compilers.none()));
  }

  private static String inExpression(String parameter, String value) {
    return "Parameter '"
        + parameter
        + "' of kernel method 'twice' has '"
        + value
        + "', but an expression is element by element, in the form of the call; leave it out.";
  }
}
