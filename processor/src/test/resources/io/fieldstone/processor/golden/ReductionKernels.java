package user;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.InOut;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.runtime.DeviceVector;

/**
 * Reductions.
 *
 * @param <F> the field
 */
public interface ReductionKernels<F> {

  /**
   * Multiplies what each workgroup owns.
   *
   * @param a the elements
   * @param exclusive 1 to leave the element itself out
   * @param carries where each workgroup starts, and ends
   */
  @GpuKernel(
      name = "user-products",
      spirv = "product_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "float64"},
      strategyProbe = "mul-chain",
      mixesForms = true)
  void products(
      @In(0) DeviceVector<F> a,
      @PushConstant(8) int exclusive,
      @InOut(value = 1, extent = Extent.WORKGROUPS) DeviceVector<F> carries,
      @Out(value = 2, form = Form.MONTGOMERY, extent = Extent.WORKGROUPS) DeviceVector<F> last);

  /** Reduces elements. */
  @GpuKernel(name = "user-reduce", spirv = "reduce.spv", mixesForms = true)
  void reduce(
      @In(value = 0, form = Form.UNREDUCED) DeviceVector<F> a,
      @Out(value = 1, form = Form.CANONICAL) DeviceVector<F> out);
}
