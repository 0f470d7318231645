// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.batch.BatchExecutor;
import io.fieldstone.runtime.batch.CallsDone;
import io.fieldstone.runtime.batch.HostCall;
import io.fieldstone.runtime.batch.HostPath;
import io.fieldstone.runtime.cache.PathCalibration;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels that read and write host memory with fewer invocations than there are elements. */
class HostPathTest {

  private static final int[] SIZES = {1, 64, 255, 256, 257, 1000, 4097};

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();

  private void run(List<Job<HostVector<Tag>>> jobs, HostPath path) {
    List<HostCall> calls = new ArrayList<>();
    for (Job<HostVector<Tag>> job : jobs) {
      calls.add(job.call(job.kernel().code(), path, null));
    }
    BatchExecutor executor = gpu.resources().executor();
    executor.execute(
        calls, true, 1L << 19, Deadline.NEVER, executor.cores(calls.size()), new CallsDone());
  }

  private Job<HostVector<Tag>> job(KernelDescriptor kernel, Field<Tag> field, int size) {
    Job.Builder<HostVector<Tag>> builder = gpu.kernel(kernel, field).job();
    int last = kernel.bindings().size() - 1;
    for (int i = 0; i < last; i++) {
      builder.bind(i, TestVectors.operand(gpu, field, size, i, size));
    }
    return builder.bind(last, TestVectors.poisoned(gpu, field, size)).build();
  }

  private static void verify(Job<HostVector<Tag>> job, BinaryOperator<BigInteger> expected) {
    List<HostVector<Tag>> vectors = job.vectors();
    HostVector<Tag> second = vectors.get(vectors.size() - 2);
    TestVectors.assertElementWise(vectors.get(0), second, job.result(), expected);
    vectors.forEach(HostVector::close);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 255, 256, 300, 1 << 10, 1 << 12, PathCalibration.ALL})
  void everyElementIsComputedByHoweverManyInvocations(long invocations) {
    HostPath path = HostPath.hostVisible(invocations);
    List<Job<HostVector<Tag>>> together = new ArrayList<>();
    for (int size : SIZES) {
      Job<HostVector<Tag>> alone = job(TestKernels.ADD, TestFields.FP, size);
      run(List.of(alone), path);
      verify(alone, BigInteger::add);
      together.add(job(TestKernels.ADD, TestFields.FP, size));
    }
    run(together, path);
    together.forEach(each -> verify(each, BigInteger::add));
  }

  @Test
  void aKernelThatDoesNotStrideHasAllItsInvocations() {
    Job<HostVector<Tag>> straight = job(TestKernels.STRAIGHT, TestFields.BABY_BEAR, 10_000);
    run(List.of(straight), HostPath.hostVisible(256));
    verify(straight, (a, same) -> a);
  }
}
