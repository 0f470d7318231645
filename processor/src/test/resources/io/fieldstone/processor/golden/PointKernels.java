package user;

import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.Constants;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.Grid;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.UInt32;
import io.fieldstone.annotations.Workgroups;
import io.fieldstone.runtime.DeviceVector;

/**
 * Points.
 *
 * @param <C> the curve
 * @param <S> its scalars
 */
public interface PointKernels<C, S> {

  /**
   * Gathers points.
   *
   * @param points where they are
   * @param index which of them
   * @param out the points in order
   */
  @GpuKernel(name = "user-gather", glsl = "my/gather.comp")
  void gather(
      @In(value = 0, extent = Extent.WHOLE) DeviceVector<Affine<C>> points,
      @In(1) DeviceVector<UInt32> index,
      @Out(2) DeviceVector<Affine<C>> out);

  /** Scales points. */
  @GpuKernel(name = "user-scale", glsl = "my/scale.comp", mixesForms = true)
  void scale(
      @In(0) DeviceVector<Affine<C>> points,
      @In(value = 1, form = Form.CANONICAL) DeviceVector<S> scalars,
      @Out(2) DeviceVector<Affine<C>> out);

  /** Sums points in buckets. */
  @GpuKernel(
      name = "user-buckets",
      glsl = "my/bucket.comp",
      grid = Grid.CALL,
      constants = @Constants(binding = 1, values = {"1 0x2", "3"}))
  void buckets(
      @In(value = 0, extent = Extent.WHOLE) DeviceVector<Affine<C>> points,
      @Out(value = 2, extent = Extent.WHOLE) DeviceVector<Affine<C>> out,
      @Workgroups int workgroups);
}
