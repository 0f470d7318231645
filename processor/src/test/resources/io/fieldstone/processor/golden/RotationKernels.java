package user;

import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.InOut;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.annotations.Specialized;
import io.fieldstone.runtime.DeviceVector;

/**
 * Rotations.
 *
 * @param <F> the field
 */
public interface RotationKernels<F> {

  /**
   * Rotates each element.
   *
   * @param a the elements
   * @param shift by how many bits
   * @param out the rotated elements
   */
  @GpuKernel(
      name = "user-rotate",
      spirv = "rotate_{shape}.spv",
      requires = DeviceFeature.SUBGROUP_VOTE,
      specialize = {
        @Specialized(id = 0, value = "100"),
        @Specialized(id = 1, value = "true"),
        @Specialized(id = 2, value = "0xffffffff"),
        @Specialized(id = 3, value = "-1.5")
      })
  void rotate(
      @In(0) DeviceVector<F> a,
      @PushConstant(4) int shift,
      @PushConstant(8) long seed,
      @Out(value = 1, set = 2) DeviceVector<F> out);

  /** Negates in place. */
  @GpuKernel(name = "user-neg", spirv = "neg.spv", entryPoint = "negate")
  void negInPlace(@InOut(0) DeviceVector<F> dispatch);
}
