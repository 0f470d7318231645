// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.processor.testing.Buffer;
import io.fieldstone.processor.testing.Golden;
import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shader;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Kernels whose vectors differ in length or form, compiled against the runtime. */
class CooperativeKernelTest {

  private static Shader products() {
    return Shader.compute()
        .with(Buffer.at(0).named("a").readonly())
        .with(Buffer.at(1).named("carries"))
        .with(Buffer.at(2).named("last").writeonly())
        .push("uint", "first_workgroup", 4)
        .push("uint", "exclusive", 8);
  }

  private static Shader copy() {
    return Shader.compute()
        .with(Buffer.at(0).named("a").readonly())
        .with(Buffer.at(1).named("out").writeonly());
  }

  @Test
  void aCooperativeKernelRunsOnDeviceVectorsOnly() throws IOException {
    assertEquals(
        Golden.text("ReductionKernelsDispatch.java"),
        Project.generated(
            Project.empty()
                .options("-Xlint:all,-processing", "-Werror")
                .source("user.ReductionKernels", Golden.text("ReductionKernels.java"))
                .spirv("product_portable_1x64.spv", products())
                .spirv("product_portable_4x64.spv", products())
                .spirv("product_wide_4x64.spv", products().capability(11))
                .spirv(
                    "product_float64_4x64.spv",
                    products()
                        .capability(10)
                        .capability(11)
                        .capability(4468)
                        .extension("SPV_KHR_float_controls")
                        .executionMode(4463, 64))
                .spirv("reduce.spv", copy())
                .text("fieldstone/package/kernel/mul-chain", "a.library.has.it")
                .compiles(),
            "user.ReductionKernelsDispatch"));
  }

  @Test
  void aMethodBesideACooperativeKernelMayLookLikeItsHostCall() {
    Project.kernels(
            """
            @GpuKernel(name = "sum", spirv = "sum.spv")
            void sum(
                @In(0) DeviceVector<F> a,
                @Out(value = 1, extent = Extent.WORKGROUPS) DeviceVector<F> partials);

            default void sum(HostVector<F> a, HostVector<F> partials) {}
            """)
        .spirv("sum.spv", copy().push("uint", "first_workgroup", 4))
        .compiles();
  }

  @Test
  void formsAndExtentsMayBeGivenAsTheyAreByDefault() {
    String dispatch =
        Project.generated(
            Project.kernels(
                    """
                    @GpuKernel(name = "copy", spirv = "copy.spv")
                    void copy(
                        @In(value = 0, form = Form.OF_CALL, extent = Extent.ELEMENTS)
                            DeviceVector<F> a,
                        @Out(value = 1, extent = Extent.ELEMENTS) DeviceVector<F> out);
                    """)
                .spirv("copy.spv", copy())
                .compiles(),
            "user.KernelsDispatch");
    assertTrue(dispatch.contains(".in(\"a\", 0, 0)\n"), dispatch);
    assertFalse(dispatch.contains("Extent"), dispatch);
  }

  @Test
  void kernelsMayBeNamedAsFormsAndExtents() {
    Project.kernels(
            """
            int Extent = 1;

            @GpuKernel(name = "form", spirv = "copy.spv", mixesForms = true)
            void Form(
                @In(value = 0, form = io.fieldstone.annotations.Form.CANONICAL) DeviceVector<F> a,
                @Out(1) DeviceVector<F> Form);
            """)
        .spirv("copy.spv", copy())
        .compiles();
  }
}
