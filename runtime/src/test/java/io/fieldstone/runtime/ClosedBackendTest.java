// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.batch.BatchCores;
import io.fieldstone.runtime.batch.CallsDone;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.gate.Deadline;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Use after close is an exception, whatever is used and whenever it was made. */
class ClosedBackendTest {

  @RegisterExtension final CapturedLog log = new CapturedLog(PersistentBackend.class, Level.FINE);

  private final PersistentBackend gpu = PersistentBackend.open(TestDevice.options());
  private final HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10);
  private final HostVector<Tag> b = gpu.hostVector(TestFields.FP, 10);
  private final DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 10);
  private final Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);

  /** Nothing can run them any more, so nobody waits for them for ever. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void resultsEndWithTheBatchThatCannotRun(boolean start) {
    Job<HostVector<Tag>> ofItsOwn = neg.job().bind(0, a).build();
    Batch batch = gpu.batch();
    CompletableFuture<HostVector<Tag>> first = batch.add(neg.job().bind(0, a).bind(1, b).build());
    CompletableFuture<HostVector<Tag>> second = batch.add(ofItsOwn);
    gpu.close();
    Executable run =
        start ? () -> batch.start(ExecutionMode.PIPELINED) : () -> batch.runPipelined();
    assertShut(run);
    for (CompletableFuture<HostVector<Tag>> result : List.of(first, second)) {
      assertTrue(result.isDone());
      var e = assertThrows(CompletionException.class, result::join);
      assertEquals(ClosedException.class, requireNonNull(e.getCause()).getClass());
    }
    for (int i = 0; i < 2; i++) { // its outputs are closed the first time
      var e = assertThrows(ClosedException.class, ofItsOwn::run);
      assertEquals("the backend was closed", e.getMessage());
    }
  }

  @TestFactory
  Stream<DynamicTest> everyWayInIsShut() {
    Kernel<Tag> unused = gpu.kernel(TestKernels.SUB, TestFields.FP);
    Job.Builder<HostVector<Tag>> builder = neg.job().bind(0, a).bind(1, b);
    Job<HostVector<Tag>> job = builder.build();
    Batch empty = gpu.batch();
    Batch filled = gpu.batch();
    filled.add(job);
    Dispatch<Tag> dispatch = neg.dispatch();
    dispatch.bind(0, x);
    dispatch.bind(1, x);
    dispatch.submit();
    dispatch.close();
    HostSlice<Tag> slice = a.slice(0, 1);
    gpu.close();

    Map<String, Executable> ways = new LinkedHashMap<>();
    ways.put("hostVector", () -> gpu.hostVector(TestFields.FP, 1));
    ways.put("empty hostVector", () -> gpu.hostVector(TestFields.FP, 0));
    ways.put("deviceVector", () -> gpu.deviceVector(TestFields.FP, 1));
    ways.put("kernel", () -> gpu.kernel(TestKernels.ADD, TestFields.FP));
    ways.put("kernel that is known", () -> gpu.kernel(TestKernels.NEG, TestFields.FP));
    ways.put("batch", gpu::batch);
    ways.put("batch submit", () -> empty.add(job));
    ways.put("batch run", empty::runSequential);
    ways.put("filled batch run", filled::runPipelined);
    ways.put("dispatch", neg::dispatch);
    ways.put("dispatch of an unused kernel", unused::dispatch);
    ways.put("job build", builder::build);
    ways.put("job build with an output to allocate", () -> neg.job().bind(0, a).build());
    ways.put("job run", job::run);
    ways.put("upload", () -> x.upload(a));
    ways.put("download", () -> x.download(a));
    JobRunner runner = new JobRunner(gpu.resources());
    BatchCores cores = gpu.resources().executor().cores(1);
    ways.put("run", () -> runner.run(job, ExecutionMode.SEQUENTIAL, Deadline.NEVER));
    ways.put(
        "run nothing",
        () ->
            runner.run(
                List.of(),
                ExecutionMode.PIPELINED,
                TransferPath.AUTO,
                1,
                Deadline.NEVER,
                cores,
                new CallsDone()));
    ways.put(
        "run on a path",
        () ->
            runner.run(
                List.of(job),
                ExecutionMode.PIPELINED,
                TransferPath.DEVICE_LOCAL,
                1,
                Deadline.NEVER,
                cores,
                new CallsDone()));
    ways.put("await of the backend", gpu::await);
    ways.put("get", () -> a.get(0));
    ways.put("set", () -> a.set(0, BigInteger.ONE));
    ways.put("put", () -> a.put(0, ByteBuffer.allocate(48)));
    ways.put("bulk get", () -> a.get(0, ByteBuffer.allocate(48)));
    ways.put("slice", () -> a.slice(0, 1).get(0));
    ways.put("earlier slice", () -> slice.set(0, BigInteger.ONE));
    ways.put("requireBelowModulus", a::requireBelowModulus);
    ways.put("retain", a.storage()::retain);
    return ways.entrySet().stream()
        .map(way -> dynamicTest(way.getKey(), () -> assertShut(way.getValue())));
  }

  private void assertShut(Executable way) {
    assertThrows(ClosedException.class, way);
    assertEquals(List.of(), gpu.validationMessages());
  }

  @Test
  void aDispatchThatIsOpenCannotBeSubmitted() {
    try (Dispatch<Tag> dispatch = neg.dispatch()) {
      dispatch.bind(0, x);
      dispatch.bind(1, x);
      gpu.close();
      assertThrows(ClosedException.class, dispatch::submit);
    }
    assertEquals(List.of(), gpu.validationMessages());
  }

  @Test
  void itsVectorsAreClosedAndItSaysHowMany() {
    gpu.close();
    assertTrue(a.isClosed());
    assertTrue(b.isClosed());
    assertTrue(x.isClosed());
    assertEquals(
        List.of("FINE: closing the backend closes 3 vectors that are still open"), log.drain());
    assertEquals(List.of(), gpu.validationMessages());
  }

  @Test
  void vectorsThatWereClosedBeforeAreNotMentioned() {
    a.close();
    b.close();
    x.close();
    gpu.close();
    assertEquals(List.of(), log.drain());
  }

  @Test
  void closingAgainIsFineForTheBackendAndAllThatItOwned() {
    Batch batch = gpu.batch();
    gpu.close();
    assertDoesNotThrow(gpu::close);
    assertDoesNotThrow(a::close);
    assertDoesNotThrow(x::close);
    assertDoesNotThrow(batch::close);
  }

  @Test
  void whatNeedsNoDeviceStillAnswers() {
    gpu.close();
    assertEquals(10, a.size());
    assertEquals("vector-neg<bls12_381_fp>", neg.toString());
    assertEquals(4, gpu.plan().slots());
    assertEquals(List.of(), gpu.validationMessages());
  }
}
