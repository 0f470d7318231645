// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.Grid;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.Workgroups;
import io.fieldstone.runtime.DeviceVector;

/** Kernels over points of P-256. */
public interface PointSums {

  /** Threads of a workgroup, as the shader has them. */
  int THREADS = 64;

  /** sums[t] = the sum of the points that thread t gets, of {@value #THREADS} in each workgroup. */
  @GpuKernel(name = "my-point-sums", glsl = "example/point_sums.comp", grid = Grid.CALL)
  void sums(
      @In(value = 0, extent = Extent.WHOLE) DeviceVector<Affine<P256>> points,
      @Out(value = 1, extent = Extent.WHOLE) DeviceVector<Affine<P256>> sums,
      @Workgroups int workgroups);
}
