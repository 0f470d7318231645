// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.tuning;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.call.ArgumentRules;
import io.fieldstone.runtime.call.CallTypes;
import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.call.ResidentCall;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.ResourceStack;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.profiling.DispatchTimer;
import io.fieldstone.runtime.vector.HostElements;
import io.fieldstone.runtime.vector.VectorRange;
import io.fieldstone.runtime.vector.VectorStorage;
import io.fieldstone.runtime.vector.VectorStorage.Place;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The same work for each strategy of a kernel: whether the result is right, and how long it takes.
 * The first kernel that is tried is the one that the others are held against. Not thread-safe.
 */
final class StrategyTrial implements AutoCloseable {

  /** Three vectors of so many elements of 32 bytes exceed the caches of the largest GPUs. */
  private static final long GPU_ELEMENTS = 1L << 20;

  /** And of so many they do not. */
  private static final long GPU_CACHED_ELEMENTS = 1L << 18;

  /** Enough to take longer than a dispatch does. */
  private static final long CPU_ELEMENTS = 1L << 13;

  private static final int RUNS = 5;

  /** The form of the calls that are compared. */
  static final ElementForm FORM = ElementForm.MONTGOMERY;

  /** So long a GPU is kept busy before a time counts: its clock rises with the load. */
  private static final long GPU_WARM_UP_NANOS = 20_000_000;

  /**
   * So many elements differ, and come from host memory; further ones repeat them. Random ones take
   * long to make, and so does host memory that devices see.
   */
  private static final long DISTINCT_ELEMENTS = 1L << 14;

  private static final long SEED = 1;

  /** What outputs hold before, so that missing writes show. */
  private static final byte POISON = (byte) 0xa5;

  private final DeviceContext context;
  private final @Nullable DispatchTimer timer;
  private final ResourceStack resources = new ResourceStack();

  /** Vectors of one parameter; all but the first have the elements that differ. */
  private record Parameter(
      BindingDescriptor binding,
      VectorStorage vector,
      VectorStorage before,
      @Nullable Results results) {}

  /** Those of one that the kernel writes. */
  private record Results(VectorStorage expected, VectorStorage actual) {}

  private final List<Parameter> parameters = new ArrayList<>();
  private boolean hasExpected;

  StrategyTrial(DeviceContext context, KernelDescriptor kernel, Field<?> field) {
    this.context = context;
    boolean made = false;
    try {
      this.timer =
          context.device().plan().computeClock().exists()
              ? new DispatchTimer(context.stream(), context.timers())
              : null;
      if (timer != null) {
        resources.onClose(timer::close);
      }
      ArgumentRules rules =
          new ArgumentRules(context.device(), CallTypes.of(kernel, List.of(field)), kernel);
      for (int i = 0; i < kernel.bindings().size(); i++) {
        ElementForm form = rules.form(i, FORM);
        parameters.add(parameter(kernel.bindings().get(i), field, form, i));
      }
      made = true;
    } finally {
      if (!made) {
        close();
      }
    }
  }

  private Parameter parameter(
      BindingDescriptor binding, Field<?> field, ElementForm form, int index) {
    long size =
        context.device().plan().report().type() == DeviceType.CPU ? CPU_ELEMENTS : GPU_ELEMENTS;
    long distinct = Math.min(size, DISTINCT_ELEMENTS);
    VectorStorage vector = vector(field, size, form, Place.DEVICE);
    VectorStorage before = vector(field, distinct, form, Place.HOST);
    if (binding.access() == Access.OUT) {
      new HostElements(before).fill(0, before.size(), POISON);
    } else {
      fill(before, field, index);
    }
    @Nullable Results results =
        binding.access().writes()
            ? new Results(
                vector(field, distinct, form, Place.HOST),
                vector(field, distinct, form, Place.HOST))
            : null;
    return new Parameter(binding, vector, before, results);
  }

  private VectorStorage vector(Field<?> field, long size, ElementForm form, Place place) {
    VectorStorage vector = context.vectors().allocate(field, size, form, place);
    resources.onClose(vector::close);
    return vector;
  }

  /** Writes every combination of edges of the first operands, then random elements. */
  private static void fill(VectorStorage vector, Field<?> field, int operand) {
    BigInteger p = field.modulus();
    BigInteger allOnes =
        BigInteger.ONE
            .shiftLeft(vector.layout().elementBytes() * Byte.SIZE)
            .subtract(BigInteger.ONE);
    List<BigInteger> edges =
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            p.subtract(BigInteger.ONE),
            p.subtract(BigInteger.TWO),
            allOnes.mod(p));
    Random random = new Random(SEED + operand);
    long combinations = Math.min(vector.size(), (long) edges.size() * edges.size() * edges.size());
    long stride = (long) Math.pow(edges.size(), operand % 3);
    HostElements elements = new HostElements(vector);
    for (long i = 0; i < vector.size(); i++) {
      elements.setRaw(
          i,
          i < combinations
              ? edges.get((int) (i / stride % edges.size()))
              : new BigInteger(p.bitLength() + Long.SIZE, random).mod(p));
    }
  }

  /** Copies the elements that differ to the device, and them over all that follow. */
  private void copyRepeatedly(VectorStorage before, VectorStorage vector) {
    long done = before.size();
    context.transfers().copy(before.all(), vector.all().slice(0, done));
    while (done < vector.size()) {
      long count = Math.min(done, vector.size() - done);
      context.transfers().copy(vector.all().slice(0, count), vector.all().slice(done, count));
      done += count;
    }
  }

  /**
   * Runs a kernel and returns whether its results are, word for word, those of the first: of the
   * elements that differ, the first time and the last time that they stand there.
   */
  boolean isRight(KernelCode kernel) {
    for (Parameter parameter : parameters) {
      copyRepeatedly(parameter.before(), parameter.vector());
    }
    dispatch(kernel, Long.MAX_VALUE);
    boolean right = true;
    for (Parameter parameter : parameters) {
      Results results = parameter.results();
      if (results != null) {
        VectorRange all = parameter.vector().all();
        long count = results.expected().size();
        if (hasExpected) {
          right &= areExpected(all.slice(0, count), results);
          right &= areExpected(all.slice(all.size() - count, count), results);
        } else {
          context.transfers().copy(all.slice(0, count), results.expected().all());
        }
      }
    }
    hasExpected = true;
    return right;
  }

  private boolean areExpected(VectorRange part, Results results) {
    context.transfers().copy(part, results.actual().all());
    return new HostElements(results.expected()).sameAs(new HostElements(results.actual()));
  }

  /**
   * Returns the least time that each kernel takes, all of which have run before. They take turns,
   * so that whatever else the machine does meets all.
   */
  Map<KernelCode, Long> nanos(List<KernelCode> kernels) {
    return nanos(kernels, Long.MAX_VALUE);
  }

  /** Returns the same on vectors that stay in a GPU's caches. */
  Map<KernelCode, Long> nanosInCaches(List<KernelCode> kernels) {
    return nanos(kernels, GPU_CACHED_ELEMENTS);
  }

  private Map<KernelCode, Long> nanos(List<KernelCode> kernels, long most) {
    Map<KernelCode, Long> best = new HashMap<>();
    for (long busy = 0; timer != null && busy < GPU_WARM_UP_NANOS; ) {
      busy += Math.max(round(kernels, most, best), 1);
    }
    for (int run = 0; run < RUNS; run++) {
      round(kernels, most, best);
    }
    return best;
  }

  private long round(List<KernelCode> kernels, long most, Map<KernelCode, Long> best) {
    long sum = 0;
    for (KernelCode kernel : kernels) {
      long nanos = run(kernel, most);
      best.merge(kernel, nanos, Math::min);
      sum += nanos;
    }
    return sum;
  }

  private long run(KernelCode kernel, long most) {
    if (timer != null) {
      return timer.measure(() -> dispatch(kernel, most));
    }
    long start = System.nanoTime();
    dispatch(kernel, most);
    context.finish(Deadline.NEVER);
    return System.nanoTime() - start;
  }

  private void dispatch(KernelCode kernel, long most) {
    ResidentCall call = new ResidentCall(kernel.descriptor(), kernel.types());
    for (int i = 0; i < parameters.size(); i++) {
      VectorRange all = parameters.get(i).vector().all();
      call.bind(i, all.slice(0, Math.min(most, all.size())));
    }
    call.submit(kernel, context.stream(), context.timers().get());
  }

  @Override
  public void close() {
    resources.close();
  }
}
