// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.batch.BatchCores;
import io.fieldstone.runtime.batch.BatchExecutor;
import io.fieldstone.runtime.batch.CallsDone;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ConfigurationException;
import io.fieldstone.runtime.error.KernelResourceException;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BatchExecutorTest {

  @RegisterExtension
  static final TestDevice DEVICE = new TestDevice(BatchExecutorTest::smallSegmentsAndFewFeatures);

  private final PersistentBackend gpu = DEVICE.backend();

  /** Segments of a few hundred elements, so that jobs span several. */
  private static DevicePlan smallSegmentsAndFewFeatures(DevicePlan plan) {
    return new DevicePlan(
        plan.report(),
        plan.compute(),
        plan.upload(),
        plan.download(),
        Set.of(),
        plan.slots(),
        32_768,
        plan.spinNanos(),
        plan.hostVisibleOnly());
  }

  static Stream<Arguments> everyWay() {
    return Arrays.stream(ExecutionMode.values())
        .flatMap(
            mode ->
                Stream.of(TransferPath.values())
                    .flatMap(
                        path ->
                            Stream.of(1L, 7L, 100L, 524_288L)
                                .map(chunk -> Arguments.of(mode, path, chunk))));
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void jobsOfAllSizesAndKernelsGiveWhatBigIntegerGives(
      ExecutionMode mode, TransferPath path, long chunk) {
    try (JobSet set = new JobSet();
        Batch batch = gpu.batch().path(path).chunkElements(chunk)) {
      for (Job<HostVector<Tag>> job : set.jobs) {
        assertFalse(batch.add(job).isDone());
      }
      batch.run(mode);
      set.verify();
    }
  }

  /** Jobs of several kernels, fields and lengths, in an order that merges some and not others. */
  private final class JobSet implements AutoCloseable {
    final List<Job<HostVector<Tag>>> jobs = new ArrayList<>();

    JobSet() {
      for (Field<Tag> field : List.<Field<Tag>>of(TestFields.FP, TestFields.SECP)) {
        for (int size : new int[] {1, 64, 0, 255, 700, 3}) {
          add(TestKernels.ADD, field, size);
        }
        add(TestKernels.SUB, field, 300);
        add(TestKernels.NEG, field, 300);
        add(TestKernels.NEG, field, 2);
      }
    }

    private void add(KernelDescriptor kernel, Field<Tag> field, int size) {
      Job.Builder<HostVector<Tag>> builder = gpu.kernel(kernel, field).job();
      int last = kernel.bindings().size() - 1;
      for (int i = 0; i < last; i++) {
        builder.bind(i, TestVectors.operand(gpu, field, size, i, jobs.size()));
      }
      builder.bind(last, TestVectors.poisoned(gpu, field, size));
      jobs.add(builder.build());
    }

    void verify() {
      for (Job<HostVector<Tag>> job : jobs) {
        HostVector<Tag> a = job.vectors().get(0);
        HostVector<Tag> b = job.vectors().get(1);
        TestVectors.assertElementWise(
            a,
            b,
            job.result(),
            switch (job.kernel().descriptor().name()) {
              case "vector-add" -> BigInteger::add;
              case "vector-sub" -> BigInteger::subtract;
              default -> (x, ignored) -> x.negate();
            });
      }
    }

    @Override
    public void close() {
      jobs.forEach(job -> job.vectors().forEach(HostVector::close));
    }
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void aJobMayWriteItsOwnInput(ExecutionMode mode, TransferPath path, long chunk) {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 1500, 0, 9);
        HostVector<Tag> original = TestVectors.operand(gpu, TestFields.FP, 1500, 0, 9)) {
      Job<HostVector<Tag>> job =
          gpu.kernel(TestKernels.ADD, TestFields.FP).job().bind(0, a).bind(1, a).bind(2, a).build();
      try (Batch batch = gpu.batch().path(path).chunkElements(chunk)) {
        batch.add(job);
        batch.run(mode);
      }
      TestVectors.assertElementWise(original, original, a, BigInteger::add);
    }
  }

  @Test
  void aJobAloneAllocatesItsOutput() {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 500, 0, 3);
        HostVector<Tag> b = TestVectors.operand(gpu, TestFields.FP, 500, 1, 3);
        HostVector<Tag> sum =
            gpu.kernel(TestKernels.ADD, TestFields.FP).job().bind(0, a).bind(1, b).build().run()) {
      TestVectors.assertElementWise(a, b, sum, BigInteger::add);
    }
  }

  @Test
  void aBatchThatFailsLeavesTheBackendUsable() {
    KernelDescriptor missing =
        TestKernels.describe("missing", "nowhere").in("a", 0, 0).out("out", 0, 1).build();
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 500, 0, 3);
        HostVector<Tag> b = gpu.hostVector(TestFields.FP, 500);
        HostVector<Tag> c = gpu.hostVector(TestFields.FP, 500);
        Batch batch = gpu.batch()) {
      Job<HostVector<Tag>> good =
          gpu.kernel(TestKernels.NEG, TestFields.FP).job().bind(0, a).bind(1, b).build();
      Job<HostVector<Tag>> bad =
          gpu.kernel(missing, TestFields.FP).job().bind(0, a).bind(1, c).build();
      CompletableFuture<HostVector<Tag>> first = batch.add(good);
      CompletableFuture<HostVector<Tag>> second = batch.add(bad);
      var e = assertThrows(KernelResourceException.class, batch::runPipelined);
      assertEquals(
          "resource fieldstone/vector/nowhere_6x64.spv of kernel missing is not on the class path",
          e.getMessage());
      assertInstanceOf(
          KernelResourceException.class,
          assertThrows(CompletionException.class, first::join).getCause());
      assertInstanceOf(
          KernelResourceException.class,
          assertThrows(CompletionException.class, second::join).getCause());
      CompletableFuture<HostVector<Tag>> again = batch.add(good);
      batch.runPipelined();
      TestVectors.assertElementWise(a, a, again.join(), (x, y) -> x.negate());
    }
  }

  @Test
  void aKernelWhoseFeatureTheDeviceLacksIsRefusedBeforeAPipelineIsMade() {
    KernelDescriptor needy =
        TestKernels.describe("needy", "nowhere")
            .in("a", 0, 0)
            .out("out", 0, 1)
            .requires(DeviceFeature.SHADER_INT64)
            .build();
    var e = assertThrows(MissingFeatureException.class, () -> gpu.kernel(needy, TestFields.FP));
    assertEquals(
        "needy needs SHADER_INT64, which device \""
            + gpu.plan().report().name()
            + "\" lacks; choose another device",
        e.getMessage());
  }

  @Test
  void aChunkOfNothingIsRefused() {
    try (Batch batch = gpu.batch()) {
      var e = assertThrows(ConfigurationException.class, () -> batch.chunkElements(0));
      assertEquals("chunk size is 0; it must be 1 or more elements", e.getMessage());
    }
    BatchExecutor executor = gpu.resources().executor();
    BatchCores cores = executor.cores(0);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> executor.execute(List.of(), true, 0, Deadline.NEVER, cores, new CallsDone()));
    assertEquals("a chunk cannot have 0 elements", e.getMessage());
  }

  @Test
  void aResourceThatIsNoSpirvIsRefused() {
    KernelDescriptor source =
        KernelDescriptor.builder("source", BatchExecutorTest.class)
            .spirv("fieldstone/vector/neg.comp")
            .in("a", 0, 0)
            .out("out", 0, 1)
            .build();
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10)) {
      Job<HostVector<Tag>> job =
          gpu.kernel(source, TestFields.FP).job().bind(0, a).bind(1, a).build();
      var e = assertThrows(KernelResourceException.class, job::run);
      assertEquals("resource fieldstone/vector/neg.comp is not a SPIR-V module", e.getMessage());
    }
  }

  @Test
  void aVectorThatNoMemoryHoldsIsRefused() {
    var e =
        assertThrows(
            OutOfMemoryException.class, () -> gpu.hostVector(TestFields.FP, Long.MAX_VALUE));
    assertEquals("no memory holds 9223372036854775807 elements of 48 bytes", e.getMessage());
  }

  @Test
  void aFieldWhoseShapeTheKernelHasNoModuleForIsRefused() {
    Field<Tag> odd =
        new TestFields.TestField("odd", LimbShape.of(2, 64), "ffffffffffffffffffffffffffffff61");
    var e = assertThrows(UnsupportedFieldException.class, () -> gpu.kernel(TestKernels.ADD, odd));
    assertEquals(
        "vector-add has no module for odd, which has limb shape 2x64;"
            + " it has modules for [1x32, 1x64, 4x64, 6x64]",
        e.getMessage());
  }

  @Test
  void aVectorClosedAfterItsJobWasBuiltIsRefusedBeforeAnythingIsSubmitted() {
    HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 10, 0, 3);
    try (HostVector<Tag> out = TestVectors.poisoned(gpu, TestFields.FP, 10)) {
      BigInteger poison = out.get(0);
      Job<HostVector<Tag>> job =
          gpu.kernel(TestKernels.NEG, TestFields.FP).job().bind(0, a).bind(1, out).build();
      a.close();
      assertThrows(ClosedException.class, job::run);
      assertEquals(poison, out.get(0));
    }
  }
}
