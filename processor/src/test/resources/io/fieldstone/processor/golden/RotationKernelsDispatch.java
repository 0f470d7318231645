package user;

import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.annotations.Generated;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.Dispatch;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.util.List;

/**
 * Rotations.
 *
 * <p>Runs the kernels of {@link RotationKernels} on a device. Thread-safe.
 *
 * @param <F> the field
 */
@Generated("io.fieldstone.processor.KernelProcessor")
public final class RotationKernelsDispatch<F> implements RotationKernels<F> {
  /**
   * The description of kernel {@code user-rotate}.
   */
  static final KernelDescriptor ROTATE = KernelDescriptor.builder("user-rotate", RotationKernels.class)
      .spirv("rotate_{shape}.spv")
      .resources(name -> RotationKernels.class.getResourceAsStream("/" + name))
      .entryPoint("main")
      .shapes("1x32", "4x64")
      .workgroupSize(64, 1, 1)
      .in("a", 0, 0)
      .out("out", 2, 1)
      .pushConstant("shift", 4, int.class)
      .pushConstant("seed", 8, long.class)
      .specialize(0, 100)
      .specialize(1, true)
      .specialize(2, 0xffffffff)
      .specialize(3, -1.5f)
      .requires(DeviceFeature.SHADER_INT64, DeviceFeature.SUBGROUP_VOTE)
      .build();

  /**
   * The description of kernel {@code user-neg}.
   */
  static final KernelDescriptor NEG_IN_PLACE = KernelDescriptor.builder("user-neg", RotationKernels.class)
      .spirv("neg.spv")
      .resources(name -> RotationKernels.class.getResourceAsStream("/" + name))
      .entryPoint("negate")
      .workgroupSize(32, 1, 1)
      .inOut("dispatch", 0, 0)
      .build();

  /**
   * Kernel {@code user-rotate} on the device.
   */
  private final Kernel<F> rotate;

  /**
   * Kernel {@code user-neg} on the device.
   */
  private final Kernel<F> negInPlace;

  /**
   * For {@code of}.
   *
   * @param backend where to run them
   * @param field what to run them on
   */
  private RotationKernelsDispatch(PersistentBackend backend, Field<F> field) {
    this.rotate = backend.kernel(ROTATE, field);
    this.negInPlace = backend.kernel(NEG_IN_PLACE, field);
  }

  /**
   * Returns the kernels on {@code field} of {@code backend}, which owns them.
   *
   * @param <F> the field
   * @param backend where to run them
   * @param field what to run them on
   * @return the kernels
   */
  public static <F> RotationKernelsDispatch<F> of(PersistentBackend backend, Field<F> field) {
    return new RotationKernelsDispatch<>(backend, field);
  }

  /**
   * Returns the descriptions of the kernels, in the order of their declaration.
   *
   * @return the descriptions
   */
  public static List<KernelDescriptor> descriptors() {
    return List.of(ROTATE, NEG_IN_PLACE);
  }

  /**
   * Rotates each element.
   *
   * <p>Dispatches on device vectors; allocates nothing on the Java heap.
   *
   * @param a the elements
   * @param shift by how many bits
   * @param out the rotated elements
   */
  @Override
  public void rotate(DeviceVector<F> a, int shift, long seed, DeviceVector<F> out) {
    try (Dispatch<F> dispatch = rotate.pooledDispatch()) {
      dispatch.bind(0, a);
      dispatch.push(0, shift);
      dispatch.push(1, seed);
      dispatch.bind(1, out);
      dispatch.submit();
    }
  }

  /**
   * Rotates each element.
   *
   * <p>Runs on host vectors and waits for the result.
   *
   * @param a the elements
   * @param shift by how many bits
   * @return {@code out}, a new vector as long as the inputs, which belongs to the caller
   */
  public HostVector<F> rotate(HostVector<F> a, int shift, long seed) {
    return rotateJob(a, shift, seed).run();
  }

  /**
   * Rotates each element.
   *
   * <p>Runs on host vectors and waits for the result.
   *
   * @param a the elements
   * @param shift by how many bits
   * @param out the rotated elements
   */
  public void rotate(HostVector<F> a, int shift, long seed, HostVector<F> out) {
    rotateJob(a, shift, seed, out).run();
  }

  /**
   * Rotates each element.
   *
   * <p>Makes a job on host vectors, for a batch.
   *
   * @param a the elements
   * @param shift by how many bits
   * @return the job, which runs when its batch does
   */
  public Job<HostVector<F>> rotateJob(HostVector<F> a, int shift, long seed) {
    return rotate.job().bind(0, a).push(0, shift).push(1, seed).build();
  }

  /**
   * Rotates each element.
   *
   * <p>Makes a job on host vectors, for a batch.
   *
   * @param a the elements
   * @param shift by how many bits
   * @param out the rotated elements
   * @return the job, which runs when its batch does
   */
  public Job<HostVector<F>> rotateJob(HostVector<F> a, int shift, long seed, HostVector<F> out) {
    return rotate.job().bind(0, a).push(0, shift).push(1, seed).bind(1, out).build();
  }

  /**
   * Rotates each element.
   *
   * <p>Runs on Java arrays and waits for the result.
   *
   * @param a the elements
   * @param shift by how many bits
   * @return {@code out}, a new vector as long as the inputs, which belongs to the caller
   */
  public HeapVector<F> rotate(HeapVector<F> a, int shift, long seed) {
    return rotateJob(a, shift, seed).run();
  }

  /**
   * Rotates each element.
   *
   * <p>Runs on Java arrays and waits for the result.
   *
   * @param a the elements
   * @param shift by how many bits
   * @param out the rotated elements
   */
  public void rotate(HeapVector<F> a, int shift, long seed, HeapVector<F> out) {
    rotateJob(a, shift, seed, out).run();
  }

  /**
   * Rotates each element.
   *
   * <p>Makes a job on Java arrays, for a batch.
   *
   * @param a the elements
   * @param shift by how many bits
   * @return the job, which runs when its batch does
   */
  public Job<HeapVector<F>> rotateJob(HeapVector<F> a, int shift, long seed) {
    return rotate.heapJob().bind(0, a).push(0, shift).push(1, seed).build();
  }

  /**
   * Rotates each element.
   *
   * <p>Makes a job on Java arrays, for a batch.
   *
   * @param a the elements
   * @param shift by how many bits
   * @param out the rotated elements
   * @return the job, which runs when its batch does
   */
  public Job<HeapVector<F>> rotateJob(HeapVector<F> a, int shift, long seed, HeapVector<F> out) {
    return rotate.heapJob().bind(0, a).push(0, shift).push(1, seed).bind(1, out).build();
  }

  /**
   * Negates in place.
   *
   * <p>Dispatches on device vectors; allocates nothing on the Java heap.
   */
  @Override
  public void negInPlace(DeviceVector<F> dispatch) {
    try (Dispatch<F> dispatch_ = negInPlace.pooledDispatch()) {
      dispatch_.bind(0, dispatch);
      dispatch_.submit();
    }
  }

  /**
   * Negates in place.
   *
   * <p>Runs on host vectors and waits for the result.
   */
  public void negInPlace(HostVector<F> dispatch) {
    negInPlaceJob(dispatch).run();
  }

  /**
   * Negates in place.
   *
   * <p>Makes a job on host vectors, for a batch.
   *
   * @return the job, which runs when its batch does
   */
  public Job<HostVector<F>> negInPlaceJob(HostVector<F> dispatch) {
    return negInPlace.job().bind(0, dispatch).build();
  }

  /**
   * Negates in place.
   *
   * <p>Runs on Java arrays and waits for the result.
   */
  public void negInPlace(HeapVector<F> dispatch) {
    negInPlaceJob(dispatch).run();
  }

  /**
   * Negates in place.
   *
   * <p>Makes a job on Java arrays, for a batch.
   *
   * @return the job, which runs when its batch does
   */
  public Job<HeapVector<F>> negInPlaceJob(HeapVector<F> dispatch) {
    return negInPlace.heapJob().bind(0, dispatch).build();
  }
}
