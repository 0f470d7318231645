package user;

import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
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
 * Reductions.
 *
 * <p>Runs the kernels of {@link ReductionKernels} on a device. Thread-safe.
 *
 * @param <F> the field
 */
@Generated("io.fieldstone.processor.KernelProcessor")
public final class ReductionKernelsDispatch<F> implements ReductionKernels<F> {
  /**
   * The description of kernel {@code user-products}.
   */
  static final KernelDescriptor PRODUCTS = KernelDescriptor.builder("user-products", ReductionKernels.class)
      .spirv("product_{strategy}_{shape}.spv")
      .resources(name -> ReductionKernels.class.getResourceAsStream("/" + name))
      .entryPoint("main")
      .shapes("1x64", "4x64")
      .strategy("portable", "1x64", "4x64")
      .strategy("wide", "4x64")
      .strategyRequires("wide", DeviceFeature.SHADER_INT64)
      .strategy("float64", "4x64")
      .strategyRequires("float64", DeviceFeature.ROUND_TO_ZERO_FLOAT64, DeviceFeature.SHADER_FLOAT64, DeviceFeature.SHADER_INT64)
      .strategyProbe("mul-chain")
      .workgroupSize(64, 1, 1)
      .in("a", 0, 0)
      .inOut("carries", 0, 1, Form.OF_CALL, Extent.WORKGROUPS)
      .out("last", 0, 2, Form.MONTGOMERY, Extent.WORKGROUPS)
      .pushConstant("exclusive", 8, int.class)
      .build();

  /**
   * The description of kernel {@code user-reduce}.
   */
  static final KernelDescriptor REDUCE = KernelDescriptor.builder("user-reduce", ReductionKernels.class)
      .spirv("reduce.spv")
      .resources(name -> ReductionKernels.class.getResourceAsStream("/" + name))
      .entryPoint("main")
      .workgroupSize(64, 1, 1)
      .in("a", 0, 0, Form.UNREDUCED, Extent.ELEMENTS)
      .out("out", 0, 1, Form.CANONICAL, Extent.ELEMENTS)
      .build();

  /**
   * Kernel {@code user-products} on the device.
   */
  private final Kernel<F> products;

  /**
   * Kernel {@code user-reduce} on the device.
   */
  private final Kernel<F> reduce;

  /**
   * For {@code of}.
   *
   * @param backend where to run them
   * @param field what to run them on
   */
  private ReductionKernelsDispatch(PersistentBackend backend, Field<F> field) {
    this.products = backend.kernel(PRODUCTS, field);
    this.reduce = backend.kernel(REDUCE, field);
  }

  /**
   * Returns the kernels on {@code field} of {@code backend}, which owns them.
   *
   * @param <F> the field
   * @param backend where to run them
   * @param field what to run them on
   * @return the kernels
   */
  public static <F> ReductionKernelsDispatch<F> of(PersistentBackend backend, Field<F> field) {
    return new ReductionKernelsDispatch<>(backend, field);
  }

  /**
   * Returns the descriptions of the kernels, in the order of their declaration.
   *
   * @return the descriptions
   */
  public static List<KernelDescriptor> descriptors() {
    return List.of(PRODUCTS, REDUCE);
  }

  /**
   * Multiplies what each workgroup owns.
   *
   * <p>Dispatches on device vectors; allocates nothing on the Java heap.
   *
   * <p>The number of workgroups that share the work is the length of {@code carries} and of {@code last}.
   *
   * @param a the elements
   * @param exclusive 1 to leave the element itself out
   * @param carries where each workgroup starts, and ends
   */
  @Override
  public void products(DeviceVector<F> a, int exclusive, DeviceVector<F> carries,
      DeviceVector<F> last) {
    try (Dispatch<F> dispatch = products.pooledDispatch()) {
      dispatch.bind(0, a);
      dispatch.push(0, exclusive);
      dispatch.bind(1, carries);
      dispatch.bind(2, last);
      dispatch.submit();
    }
  }

  /**
   * Reduces elements.
   *
   * <p>Dispatches on device vectors; allocates nothing on the Java heap.
   */
  @Override
  public void reduce(DeviceVector<F> a, DeviceVector<F> out) {
    try (Dispatch<F> dispatch = reduce.pooledDispatch()) {
      dispatch.bind(0, a);
      dispatch.bind(1, out);
      dispatch.submit();
    }
  }

  /**
   * Reduces elements.
   *
   * <p>Runs on host vectors and waits for the result.
   *
   * @return {@code out}, a new vector as long as the inputs, which belongs to the caller
   */
  public HostVector<F> reduce(HostVector<F> a) {
    return reduceJob(a).run();
  }

  /**
   * Reduces elements.
   *
   * <p>Runs on host vectors and waits for the result.
   */
  public void reduce(HostVector<F> a, HostVector<F> out) {
    reduceJob(a, out).run();
  }

  /**
   * Reduces elements.
   *
   * <p>Makes a job on host vectors, for a batch.
   *
   * @return the job, which runs when its batch does
   */
  public Job<HostVector<F>> reduceJob(HostVector<F> a) {
    return reduce.job().bind(0, a).build();
  }

  /**
   * Reduces elements.
   *
   * <p>Makes a job on host vectors, for a batch.
   *
   * @return the job, which runs when its batch does
   */
  public Job<HostVector<F>> reduceJob(HostVector<F> a, HostVector<F> out) {
    return reduce.job().bind(0, a).bind(1, out).build();
  }

  /**
   * Reduces elements.
   *
   * <p>Runs on Java arrays and waits for the result.
   *
   * @return {@code out}, a new vector as long as the inputs, which belongs to the caller
   */
  public HeapVector<F> reduce(HeapVector<F> a) {
    return reduceJob(a).run();
  }

  /**
   * Reduces elements.
   *
   * <p>Runs on Java arrays and waits for the result.
   */
  public void reduce(HeapVector<F> a, HeapVector<F> out) {
    reduceJob(a, out).run();
  }

  /**
   * Reduces elements.
   *
   * <p>Makes a job on Java arrays, for a batch.
   *
   * @return the job, which runs when its batch does
   */
  public Job<HeapVector<F>> reduceJob(HeapVector<F> a) {
    return reduce.heapJob().bind(0, a).build();
  }

  /**
   * Reduces elements.
   *
   * <p>Makes a job on Java arrays, for a batch.
   *
   * @return the job, which runs when its batch does
   */
  public Job<HeapVector<F>> reduceJob(HeapVector<F> a, HeapVector<F> out) {
    return reduce.heapJob().bind(0, a).bind(1, out).build();
  }
}
