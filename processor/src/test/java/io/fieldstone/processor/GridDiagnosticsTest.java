// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;

import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with how many workgroups a kernel has. */
class GridDiagnosticsTest {

  private static final String WHOLE =
      "@In(value = 0, extent = Extent.WHOLE) DeviceVector<F> a,"
          + " @Out(value = 1, extent = Extent.WHOLE) DeviceVector<F> out";

  private static Project kernel(String members, String method) {
    return Project.kernels(
        "@GpuKernel(name = \"f\", spirv = \"add.spv\"" + members + ")\n" + method);
  }

  @Test
  @Shows(GRID_NOT_DERIVABLE)
  void vectorsOfAnyLengthSayNothingOfWorkgroups() {
    kernel("", "void /*!*/f(" + WHOLE + ");")
        .reportsError(
            "Kernel method 'f' has a workgroup for so many elements, but no vector of Extent.ELEMENTS"
                + " to count them by; make a vector one, or write 'grid = Grid.CALL' or 'grid ="
                + " Grid.ONE'.");
  }

  @ParameterizedTest
  @Shows(GRID_EXCLUSIVE)
  @ValueSource(strings = {"ONE", "CALL"})
  void aVectorOfWorkgroupsIsTheGrid(String grid) {
    kernel(
            ", grid = Grid/*!*/." + grid,
            "void f(@In(0) DeviceVector<F> a,"
                + " @Out(value = 1, extent = Extent.WORKGROUPS) DeviceVector<F> out"
                + (grid.equals("CALL") ? ", @Workgroups int n" : "")
                + ");")
        .reportsError(
            "Kernel method 'f' has Grid."
                + grid
                + ", but also as many workgroups as Extent.WORKGROUPS makes 'out' long; remove one of"
                + " them.");
  }

  @Test
  @Shows(WORKGROUPS_ABSENT)
  void aCallSaysHowManyWorkgroupsThereAre() {
    kernel(", grid = Grid/*!*/.CALL", "void f(" + WHOLE + ");")
        .reportsError(
            "Kernel method 'f' has Grid.CALL, but no parameter says how many workgroups there are; add"
                + " '@Workgroups int workgroups'.");
  }

  @ParameterizedTest
  @Shows(WORKGROUPS_UNASKED)
  @ValueSource(strings = {"ONE", "ELEMENTS"})
  void onlyACallHasANumberOfWorkgroups(String grid) {
    kernel(
            ", grid = Grid." + grid,
            "void f(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out, /*!*/@Workgroups int n);")
        .reportsError(
            "Parameter 'n' is the number of workgroups, but kernel method 'f' has Grid."
                + grid
                + "; write 'grid = Grid.CALL' or remove the parameter.");
  }

  @Test
  @Shows(WORKGROUPS_TWICE)
  void thereIsOneNumberOfWorkgroups() {
    kernel(
            ", grid = Grid.CALL",
            "void f(" + WHOLE + ", @Workgroups int n, /*!*/@Workgroups int m);")
        .reportsError("Parameter 'm' is the number of workgroups, as 'n' is; leave one.");
  }

  @ParameterizedTest
  @Shows(WORKGROUPS_TYPE)
  @ValueSource(strings = {"long", "Integer", "DeviceVector<F>", "short"})
  void theNumberOfWorkgroupsIsAnInt(String type) {
    kernel(", grid = Grid.CALL", "void f(" + WHOLE + ", @Workgroups " + type + " /*!*/n);")
        .reportsError(
            "Parameter 'n' is the number of workgroups, but has type '"
                + type.replace("Integer", "java.lang.Integer")
                    .replace("DeviceVector", "io.fieldstone.runtime.DeviceVector")
                + "'; make it an 'int'.");
  }

  @Test
  void theNumberOfWorkgroupsIsAParameterOfAKernel() {
    Project.kernels("default void f(@Workgroups int /*!*/n) {}")
        .reportsError(
            "@Workgroups is on a parameter of 'f', which is no kernel; annotate the method with"
                + " @GpuKernel or remove it.");
  }
}
