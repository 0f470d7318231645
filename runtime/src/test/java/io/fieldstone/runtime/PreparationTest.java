// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.DeadlineExceededException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.KernelResourceException;
import io.fieldstone.runtime.error.OperationInterruptedException;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelProvider;
import io.fieldstone.runtime.kernel.KernelReference;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.tuning.StrategyCalibrator;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kernels that are made ready before their first calls. */
class PreparationTest {

  private static final Field<Tag> FIELD = TestFields.BABY_BEAR;

  /** A kernel whose module is nowhere. */
  private static final KernelDescriptor ABSENT =
      KernelDescriptor.builder("absent", TestKernels.class)
          .spirv("absent.spv")
          .workgroupSize(64, 1, 1)
          .in("a", 0, 0)
          .out("out", 0, 1)
          .build();

  private record Module(List<KernelDescriptor> kernels, List<Field<?>> fields)
      implements KernelProvider {}

  private static final KernelRegistry REGISTRY =
      KernelRegistry.of(
          List.of(
              new Module(
                  List.of(TestKernels.MIX, TestKernels.ADD, TestKernels.NEG, ABSENT),
                  List.of(FIELD))),
          List.of(
              () ->
                  List.of(
                      new KernelReference(
                          "vector-add", true, (in, p) -> in.get(0).add(in.get(1))))));

  @RegisterExtension final CapturedLog log = new CapturedLog(StrategyCalibrator.class);

  private final PipelineWatch watch = new PipelineWatch();
  private PersistentBackend gpu;

  PreparationTest() {
    gpu = open();
  }

  private PersistentBackend open() {
    return PersistentBackend.open(
        TestDevice.options().withStrategy(null), REGISTRY, watch.calls(), UnaryOperator.identity());
  }

  @BeforeEach
  void nothingIsMadeByOpening() {
    assertEquals(0, watch.made());
  }

  @AfterEach
  void close() {
    watch.release();
    gpu.close();
    assertEquals(List.of(), gpu.validationMessages(), "validation messages");
  }

  private Kernel<Tag> kernel(KernelDescriptor descriptor) {
    return gpu.kernel(descriptor, FIELD);
  }

  private void callInEveryWay(Kernel<Tag> kernel) {
    for (ElementForm form : List.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY)) {
      try (HostVector<Tag> a = gpu.hostVector(FIELD, 100, form);
          HostVector<Tag> out = gpu.hostVector(FIELD, 100, form);
          DeviceVector<Tag> x = gpu.deviceVector(FIELD, 100, form)) {
        Job.Builder<HostVector<Tag>> job = kernel.job();
        List<DeviceVector<Tag>> resident = new ArrayList<>();
        for (int i = 0; i < kernel.descriptor().bindings().size() - 1; i++) {
          job.bind(i, a);
          resident.add(x);
        }
        job.bind(kernel.descriptor().bindings().size() - 1, out).build().run();
        resident.add(x);
        try (Dispatch<Tag> dispatch = kernel.dispatch()) {
          for (int i = 0; i < resident.size(); i++) {
            dispatch.bind(i, resident.get(i));
          }
          dispatch.submit();
        }
        gpu.await();
      }
    }
  }

  @Test
  void firstCallsMakeNothingAnyMore() {
    List<Kernel<Tag>> kernels =
        List.of(kernel(TestKernels.MIX), kernel(TestKernels.ADD), kernel(TestKernels.NEG));
    PreparationReport report = gpu.prepare(kernels);
    report.requireComplete();
    assertEquals(kernels, report.kernels());
    assertEquals(3 * 2 * 2, report.pipelines());
    assertTrue(report.took().toNanos() > 0);
    assertEquals(new KernelTuning("fast", true, ""), kernel(TestKernels.MIX).tuning());
    int made = watch.made();
    assertTrue(made > 0);
    kernels.forEach(this::callInEveryWay);
    assertEquals(made, watch.made());
    gpu.prepare(kernels).requireComplete();
    assertEquals(made, watch.made(), "what is ready costs nothing");
  }

  @Test
  void whatIsNotAskedForIsNotMade() {
    PreparationReport report =
        gpu.preparation()
            .dispatches(kernel(TestKernels.NEG), ElementForm.MONTGOMERY)
            .path(TransferPath.HOST_VISIBLE)
            .run();
    assertEquals(1, report.pipelines());
    // one of its own, and that of the kernel which proves the limb shape
    assertEquals(2, watch.made());
  }

  @Test
  void everyStepIsToldInTheThreadThatWaits() {
    List<PreparationProgress> steps = new ArrayList<>();
    Thread here = Thread.currentThread();
    gpu.preparation()
        .dispatches(kernel(TestKernels.MIX))
        .jobs(kernel(TestKernels.ADD), ElementForm.CANONICAL)
        .onProgress(
            step -> {
              assertEquals(here, Thread.currentThread());
              steps.add(step);
            })
        .run()
        .requireComplete();
    int total = steps.get(0).total();
    assertEquals(
        IntStream.rangeClosed(1, total).boxed().toList(),
        steps.stream().map(PreparationProgress::done).toList());
    assertTrue(steps.stream().allMatch(step -> step.total() == total), steps.toString());
    List<String> told = steps.stream().map(PreparationProgress::last).toList();
    assertTrue(told.contains("mix<baby_bear>: strategy"), told.toString());
    assertTrue(told.contains("vector-add<baby_bear>: transfer path"), told.toString());
  }

  @Test
  void aKernelThatFailsKeepsNoOtherFromBeingMade() {
    Kernel<Tag> absent = kernel(ABSENT);
    PreparationReport report = gpu.prepare(List.of(absent, kernel(TestKernels.ADD)));
    assertEquals(List.of(kernel(TestKernels.ADD)), report.kernels());
    assertEquals(1, report.failures().size());
    assertEquals(absent, report.failures().get(0).kernel());
    var e = assertThrows(KernelResourceException.class, report::requireComplete);
    assertEquals("resource absent.spv of kernel absent is not on the class path", e.getMessage());
    int made = watch.made();
    callInEveryWay(kernel(TestKernels.ADD));
    assertEquals(made, watch.made());
  }

  @Test
  void allThatWantWhatFailsHaveFailed() {
    KernelDescriptor absent =
        KernelDescriptor.builder("absent-of-one", TestKernels.class)
            .spirv("absent_{strategy}_{shape}.spv")
            .shapes("1x32")
            .workgroupSize(64, 1, 1)
            .in("a", 0, 0)
            .out("out", 0, 1)
            .strategy("portable", "1x32")
            .build();
    Kernel<Tag> chosen = gpu.kernel(absent, FIELD);
    Kernel<Tag> named = gpu.kernel(absent, FIELD, "portable");
    PreparationReport report = gpu.prepare(List.of(chosen, named, kernel(TestKernels.ADD)));
    assertEquals(List.of(kernel(TestKernels.ADD)), report.kernels());
    assertEquals(
        List.of(chosen, named),
        report.failures().stream().map(PreparationReport.Failure::kernel).toList());
  }

  @Test
  void anInterruptEndsTheWaitAndTheBackendStaysUsable() throws InterruptedException {
    watch.hold("fieldstone-");
    TestThread preparing = TestThread.start(() -> gpu.prepare(List.of(kernel(TestKernels.ADD))));
    watch.awaitHeld();
    preparing.interrupt();
    var e = preparing.fails(OperationInterruptedException.class);
    assertTrue(
        String.valueOf(e.getMessage())
            .matches("the preparation was interrupted after 0 of \\d+ steps"),
        e.getMessage());
    watch.release();
    callInEveryWay(kernel(TestKernels.ADD));
    gpu.prepare(List.of(kernel(TestKernels.ADD))).requireComplete();
  }

  @Test
  void aDeadlineEndsTheWait() {
    watch.hold("fieldstone-");
    Preparation preparation = gpu.preparation().dispatches(kernel(TestKernels.ADD));
    assertThrows(DeadlineExceededException.class, () -> preparation.run(Duration.ofMillis(20)));
    assertThrows(DeadlineExceededException.class, () -> preparation.run(Duration.ZERO));
    watch.release();
    preparation.run(Duration.ofMinutes(1)).requireComplete();
  }

  @Test
  void closingWaitsForWhatIsBeingMadeAndTellsWhoPrepares() throws InterruptedException {
    watch.hold("fieldstone-");
    TestThread preparing =
        TestThread.start(
            () -> gpu.prepare(List.of(kernel(TestKernels.MIX), kernel(TestKernels.ADD))));
    watch.awaitHeld();
    TestThread closer = TestThread.start(gpu::close);
    preparing.fails(ClosedException.class);
    assertTrue(closer.runs(), "a pipeline is still being made");
    watch.release();
    closer.succeeds();
    assertThrows(ClosedException.class, () -> gpu.preparation());
  }

  @Test
  void theFirstUseOfAKernelWaitsForNoOther() throws InterruptedException {
    callInEveryWay(kernel(TestKernels.ADD)); // the proof of the limb shape
    watch.hold("test");
    TestThread slow = TestThread.start(() -> callInEveryWay(kernel(TestKernels.NEG)));
    watch.awaitHeld();
    callInEveryWay(kernel(TestKernels.MIX));
    assertEquals("fast", kernel(TestKernels.MIX).strategy());
    try (DeviceVector<Tag> x = gpu.deviceVector(FIELD, 10, ElementForm.MONTGOMERY)) {
      // even another form of the same kernel
      ResidentDispatchTest.dispatch(kernel(TestKernels.NEG), x, x);
      gpu.await();
    }
    assertTrue(slow.runs());
    watch.release();
    slow.succeeds();
  }

  @Test
  void whatWasPreparedComputes() {
    gpu.prepare(List.of(kernel(TestKernels.ADD))).requireComplete();
    try (HostVector<Tag> a = TestVectors.operand(gpu, FIELD, 100, 0, 1);
        HostVector<Tag> b = TestVectors.operand(gpu, FIELD, 100, 1, 1);
        HostVector<Tag> sum = kernel(TestKernels.ADD).job().bind(0, a).bind(1, b).build().run()) {
      TestVectors.assertElementWise(a, b, sum, BigInteger::add);
    }
  }

  @Test
  void whatCannotBePreparedIsRefused() {
    Preparation preparation = gpu.preparation();
    Kernel<Tag> add = kernel(TestKernels.ADD);
    Kernel<Tag> ends = kernel(TestKernels.ENDS);
    var cooperative = assertThrows(BindingException.class, () -> preparation.jobs(ends));
    assertEquals(
        "ends<baby_bear> is cooperative, which runs on device vectors only; use dispatches()",
        cooperative.getMessage());
    assertThrows(
        FormMismatchException.class, () -> preparation.dispatches(add, ElementForm.UNREDUCED));
    PersistentBackend other = open();
    try {
      var foreign =
          assertThrows(BackendMismatchException.class, () -> other.preparation().dispatches(add));
      assertEquals("vector-add<baby_bear> belongs to another backend", foreign.getMessage());
    } finally {
      other.close();
    }
    gpu.record(
            () -> {
              var e = assertThrows(RecordingException.class, () -> gpu.prepare(List.of(add)));
              assertInstanceOf(RecordingException.class, e);
            })
        .close();
    assertEquals(0, gpu.prepare(List.of()).pipelines());
  }
}
