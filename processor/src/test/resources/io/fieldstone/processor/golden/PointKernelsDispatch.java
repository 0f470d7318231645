package user;

import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.Generated;
import io.fieldstone.annotations.Grid;
import io.fieldstone.annotations.UInt32;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.Dispatch;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.VectorElements;
import java.util.List;

/**
 * Points.
 *
 * <p>Runs the kernels of {@link PointKernels} on a device. Thread-safe.
 *
 * @param <C> the curve
 * @param <S> its scalars
 */
@Generated("io.fieldstone.processor.KernelProcessor")
public final class PointKernelsDispatch<C, S> implements PointKernels<C, S> {
  /**
   * The description of kernel {@code user-gather}.
   */
  static final KernelDescriptor GATHER = KernelDescriptor.builder("user-gather", PointKernels.class)
      .spirv("user/PointKernels_gather_{shape}x{degree}.spv")
      .resources(name -> PointKernels.class.getResourceAsStream("/" + name))
      .entryPoint("main")
      .shapes("1x32", "1x64", "4x64", "6x64")
      .degrees(1, 2)
      .typeArguments(2)
      .workgroupSize(64, 1, 1)
      .vector(new BindingDescriptor("points", 0, 0, Access.IN, Form.OF_CALL, Extent.WHOLE, VectorElements.affine(0), 1))
      .vector(new BindingDescriptor("index", 0, 1, Access.IN, Form.OF_CALL, Extent.ELEMENTS, VectorElements.UINT32, 1))
      .vector(new BindingDescriptor("out", 0, 2, Access.OUT, Form.OF_CALL, Extent.ELEMENTS, VectorElements.affine(0), 1))
      .build();

  /**
   * The description of kernel {@code user-scale}.
   */
  static final KernelDescriptor SCALE = KernelDescriptor.builder("user-scale", PointKernels.class)
      .spirv("user/PointKernels_scale_{shape}x{degree}.spv")
      .resources(name -> PointKernels.class.getResourceAsStream("/" + name))
      .entryPoint("main")
      .shapes("1x32", "1x64", "4x64", "6x64")
      .degrees(1, 2)
      .typeArguments(2)
      .workgroupSize(64, 1, 1)
      .vector(new BindingDescriptor("points", 0, 0, Access.IN, Form.OF_CALL, Extent.ELEMENTS, VectorElements.affine(0), 1))
      .vector(new BindingDescriptor("scalars", 0, 1, Access.IN, Form.CANONICAL, Extent.ELEMENTS, VectorElements.argument(1), 1))
      .vector(new BindingDescriptor("out", 0, 2, Access.OUT, Form.OF_CALL, Extent.ELEMENTS, VectorElements.affine(0), 1))
      .build();

  /**
   * The description of kernel {@code user-buckets}.
   */
  static final KernelDescriptor BUCKETS = KernelDescriptor.builder("user-buckets", PointKernels.class)
      .spirv("user/PointKernels_buckets_{shape}x{degree}.spv")
      .resources(name -> PointKernels.class.getResourceAsStream("/" + name))
      .entryPoint("main")
      .shapes("1x32", "1x64", "4x64", "6x64")
      .degrees(1, 2)
      .typeArguments(2)
      .grid(Grid.CALL)
      .workgroupSize(64, 1, 1)
      .vector(new BindingDescriptor("points", 0, 0, Access.IN, Form.OF_CALL, Extent.WHOLE, VectorElements.affine(0), 1))
      .vector(new BindingDescriptor("out", 0, 2, Access.OUT, Form.OF_CALL, Extent.WHOLE, VectorElements.affine(0), 1))
      .constants(0, 1, Form.OF_CALL, "1", "0x2", "3")
      .build();

  /**
   * Kernel {@code user-gather} on the device.
   */
  private final Kernel<C> gather;

  /**
   * Kernel {@code user-scale} on the device.
   */
  private final Kernel<C> scale;

  /**
   * Kernel {@code user-buckets} on the device.
   */
  private final Kernel<C> buckets;

  /**
   * For {@code of}.
   *
   * @param backend where to run them
   * @param curve what to run them on
   * @param field what to run them on
   */
  private PointKernelsDispatch(PersistentBackend backend, Curve<C> curve, Field<S> field) {
    this.gather = backend.kernel(GATHER, curve, field);
    this.scale = backend.kernel(SCALE, curve, field);
    this.buckets = backend.kernel(BUCKETS, curve, field);
  }

  /**
   * Returns the kernels on {@code curve} and {@code field} of {@code backend}, which owns them.
   *
   * @param <C> the curve
   * @param <S> the field
   * @param backend where to run them
   * @param curve what to run them on
   * @param field what to run them on
   * @return the kernels
   */
  public static <C, S> PointKernelsDispatch<C, S> of(PersistentBackend backend, Curve<C> curve,
      Field<S> field) {
    return new PointKernelsDispatch<>(backend, curve, field);
  }

  /**
   * Returns the descriptions of the kernels, in the order of their declaration.
   *
   * @return the descriptions
   */
  public static List<KernelDescriptor> descriptors() {
    return List.of(GATHER, SCALE, BUCKETS);
  }

  /**
   * Gathers points.
   *
   * <p>Dispatches on device vectors; allocates nothing on the Java heap.
   *
   * @param points where they are
   * @param index which of them
   * @param out the points in order
   */
  @Override
  public void gather(DeviceVector<Affine<C>> points, DeviceVector<UInt32> index,
      DeviceVector<Affine<C>> out) {
    try (Dispatch<C> dispatch = gather.pooledDispatch()) {
      dispatch.bind(0, points);
      dispatch.bind(1, index);
      dispatch.bind(2, out);
      dispatch.submit();
    }
  }

  /**
   * Scales points.
   *
   * <p>Dispatches on device vectors; allocates nothing on the Java heap.
   */
  @Override
  public void scale(DeviceVector<Affine<C>> points, DeviceVector<S> scalars,
      DeviceVector<Affine<C>> out) {
    try (Dispatch<C> dispatch = scale.pooledDispatch()) {
      dispatch.bind(0, points);
      dispatch.bind(1, scalars);
      dispatch.bind(2, out);
      dispatch.submit();
    }
  }

  /**
   * Scales points.
   *
   * <p>Runs on host vectors and waits for the result.
   *
   * @return {@code out}, a new vector as long as the inputs, which belongs to the caller
   */
  public HostVector<Affine<C>> scale(HostVector<Affine<C>> points, HostVector<S> scalars) {
    return scaleJob(points, scalars).run();
  }

  /**
   * Scales points.
   *
   * <p>Runs on host vectors and waits for the result.
   */
  public void scale(HostVector<Affine<C>> points, HostVector<S> scalars,
      HostVector<Affine<C>> out) {
    scaleJob(points, scalars, out).run();
  }

  /**
   * Scales points.
   *
   * <p>Makes a job on host vectors, for a batch.
   *
   * @return the job, which runs when its batch does
   */
  public Job<HostVector<Affine<C>>> scaleJob(HostVector<Affine<C>> points, HostVector<S> scalars) {
    return scale.mixedJob().bind(0, points).bind(1, scalars).buildTyped();
  }

  /**
   * Scales points.
   *
   * <p>Makes a job on host vectors, for a batch.
   *
   * @return the job, which runs when its batch does
   */
  public Job<HostVector<Affine<C>>> scaleJob(HostVector<Affine<C>> points, HostVector<S> scalars,
      HostVector<Affine<C>> out) {
    return scale.mixedJob().bind(0, points).bind(1, scalars).bind(2, out).buildTyped();
  }

  /**
   * Scales points.
   *
   * <p>Runs on Java arrays and waits for the result.
   *
   * @return {@code out}, a new vector as long as the inputs, which belongs to the caller
   */
  public HeapVector<Affine<C>> scale(HeapVector<Affine<C>> points, HeapVector<S> scalars) {
    return scaleJob(points, scalars).run();
  }

  /**
   * Scales points.
   *
   * <p>Runs on Java arrays and waits for the result.
   */
  public void scale(HeapVector<Affine<C>> points, HeapVector<S> scalars,
      HeapVector<Affine<C>> out) {
    scaleJob(points, scalars, out).run();
  }

  /**
   * Scales points.
   *
   * <p>Makes a job on Java arrays, for a batch.
   *
   * @return the job, which runs when its batch does
   */
  public Job<HeapVector<Affine<C>>> scaleJob(HeapVector<Affine<C>> points, HeapVector<S> scalars) {
    return scale.mixedHeapJob().bind(0, points).bind(1, scalars).buildTyped();
  }

  /**
   * Scales points.
   *
   * <p>Makes a job on Java arrays, for a batch.
   *
   * @return the job, which runs when its batch does
   */
  public Job<HeapVector<Affine<C>>> scaleJob(HeapVector<Affine<C>> points, HeapVector<S> scalars,
      HeapVector<Affine<C>> out) {
    return scale.mixedHeapJob().bind(0, points).bind(1, scalars).bind(2, out).buildTyped();
  }

  /**
   * Sums points in buckets.
   *
   * <p>Dispatches on device vectors; allocates nothing on the Java heap.
   *
   * <p>The number of workgroups is {@code workgroups}.
   */
  @Override
  public void buckets(DeviceVector<Affine<C>> points, DeviceVector<Affine<C>> out, int workgroups) {
    try (Dispatch<C> dispatch = buckets.pooledDispatch()) {
      dispatch.bind(0, points);
      dispatch.bind(1, out);
      dispatch.workgroups(workgroups);
      dispatch.submit();
    }
  }
}
