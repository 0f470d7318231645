// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static io.fieldstone.runtime.UseAfterCloseTest.Part.BACKEND;
import static io.fieldstone.runtime.UseAfterCloseTest.Part.BATCH;
import static io.fieldstone.runtime.UseAfterCloseTest.Part.DEVICE_VECTOR;
import static io.fieldstone.runtime.UseAfterCloseTest.Part.DISPATCH;
import static io.fieldstone.runtime.UseAfterCloseTest.Part.HOST_VECTOR;
import static io.fieldstone.runtime.UseAfterCloseTest.Part.TIMER;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.field.ElementForm;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/**
 * Everything is closed in every order, and after each step everything is used: what needs something
 * that is closed says so, and everything else works.
 */
class UseAfterCloseTest {

  private static final int ORDERS = 60;
  private static final int SIZE = 10;

  @RegisterExtension final CapturedLog log = new CapturedLog(PersistentBackend.class);

  /** What can be closed. */
  enum Part {
    BACKEND,
    HOST_VECTOR,
    DEVICE_VECTOR,
    BATCH,
    DISPATCH,
    TIMER
  }

  /** A way of use, and what must be open for it. */
  private record Use(String name, Set<Part> needs, Executable way) {}

  /** One of each part, and what is made of them. */
  private static final class Parts {
    final PersistentBackend gpu;
    final HostVector<Tag> host;
    final DeviceVector<Tag> device;
    final Batch batch;
    final Dispatch<Tag> dispatch;
    final GpuTimer timer;
    final Map<Part, AutoCloseable> all = new EnumMap<>(Part.class);
    final List<Use> uses = new ArrayList<>();

    Parts(BackendOptions options) {
      gpu = PersistentBackend.open(options);
      host = gpu.hostVector(TestFields.FP, SIZE);
      device = gpu.deviceVector(TestFields.FP, SIZE);
      batch = gpu.batch();
      timer = gpu.timer();
      Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
      dispatch = neg.dispatch();
      all.put(BACKEND, gpu);
      all.put(HOST_VECTOR, host);
      all.put(DEVICE_VECTOR, device);
      all.put(BATCH, batch);
      all.put(DISPATCH, dispatch);
      all.put(TIMER, timer);
      usesOfTheBackend(neg);
      usesOfVectors();
      usesOfJobs(neg);
      usesOfDispatches(neg);
    }

    private void use(String name, Set<Part> needs, Executable way) {
      uses.add(new Use(name, needs, way));
    }

    private void usesOfTheBackend(Kernel<Tag> neg) {
      Set<Part> needs = EnumSet.of(BACKEND);
      use("hostVector", needs, () -> gpu.hostVector(TestFields.FP, 1).close());
      use("deviceVector", needs, () -> gpu.deviceVector(TestFields.FP, 1).close());
      use("kernel", needs, () -> gpu.kernel(TestKernels.NEG, TestFields.FP));
      use("batch", needs, () -> gpu.batch().close());
      use("timer", needs, () -> gpu.timer().close());
      use("await of the backend", needs, gpu::await);
      use("statistics", needs, () -> neg.statistics(ElementForm.CANONICAL));
      use("plan", Set.of(), gpu::plan);
      use("strategy", Set.of(), neg::strategy);
    }

    private void usesOfVectors() {
      HostSlice<Tag> slice = host.slice(2, 3);
      Set<Part> needs = EnumSet.of(BACKEND, HOST_VECTOR);
      use("get", needs, () -> host.get(0));
      use("set", needs, () -> host.set(0, BigInteger.ONE));
      use("put", needs, () -> host.put(0, ByteBuffer.allocate(48 * SIZE)));
      use("get bytes", needs, () -> host.get(0, ByteBuffer.allocate(48 * SIZE)));
      use("requireBelowModulus", needs, host::requireBelowModulus);
      use("slice", needs, () -> host.slice(0, SIZE));
      use("slice get", needs, () -> slice.get(0));
      use("slice set", needs, () -> slice.set(0, BigInteger.ONE));
      use("slice put", needs, () -> slice.put(0, ByteBuffer.allocate(48)));
      use("slice slice", needs, () -> slice.slice(0, 1));
      use("size", Set.of(), host::size);
      Set<Part> copies = EnumSet.of(BACKEND, HOST_VECTOR, DEVICE_VECTOR);
      use("upload", copies, () -> device.upload(host));
      use("download", copies, () -> device.download(host));
    }

    private void usesOfJobs(Kernel<Tag> neg) {
      Set<Part> needs = EnumSet.of(BACKEND, HOST_VECTOR);
      Job.Builder<HostVector<Tag>> builder = neg.job().bind(0, host).bind(1, host);
      Job<HostVector<Tag>> job = builder.build();
      CompletableFuture<HostVector<Tag>> ticket = batch.add(job);
      batch.runPipelined();
      use("job", Set.of(), neg::job);
      use("build", needs, builder::build);
      use("job run", needs, job::run);
      use("job result", Set.of(), job::result);
      use("ticket result", Set.of(), ticket::join);
      use("batch run of nothing", EnumSet.of(BACKEND, BATCH), batch::runPipelined);
      use(
          "batch run",
          EnumSet.of(BACKEND, HOST_VECTOR, BATCH),
          () -> {
            batch.add(job);
            batch.runSequential();
          });
    }

    private void usesOfDispatches(Kernel<Tag> neg) {
      dispatch.bind(0, device);
      dispatch.bind(1, device);
      Set<Part> needs = EnumSet.of(BACKEND, DEVICE_VECTOR, DISPATCH);
      use("dispatch", EnumSet.of(BACKEND), () -> neg.dispatch().close());
      use("pooledDispatch", EnumSet.of(BACKEND), () -> neg.pooledDispatch().close());
      use("bind", EnumSet.of(DISPATCH), () -> dispatch.bind(0, device));
      use("submit", needs, dispatch::submit);
      use("measure", EnumSet.of(BACKEND, TIMER), () -> timer.measure(() -> {}));
      use(
          "measure a dispatch",
          EnumSet.of(BACKEND, DEVICE_VECTOR, DISPATCH, TIMER),
          () -> timer.measure(dispatch::submit));
    }

    void check(Set<Part> closed, List<Part> order) {
      for (Use each : uses) {
        String what = each.name() + " with " + closed + " closed in order " + order;
        if (Collections.disjoint(each.needs(), closed)) {
          assertDoesNotThrow(each.way(), what);
        } else {
          assertThrows(ClosedException.class, each.way(), what);
        }
      }
    }
  }

  @Test
  void whatNeedsSomethingThatIsClosedSaysSoAndEverythingElseWorks() throws Exception {
    BackendOptions options = TestDevice.options();
    Random random = new Random(1);
    for (int i = 0; i < ORDERS; i++) {
      List<Part> order = new ArrayList<>(Arrays.asList(Part.values()));
      Collections.shuffle(order, random);
      Parts parts = new Parts(options);
      Set<Part> closed = EnumSet.noneOf(Part.class);
      parts.check(closed, order);
      for (Part part : order) {
        AutoCloseable closable = requireNonNull(parts.all.get(part));
        closable.close();
        closed.add(part);
        parts.check(closed, order);
        closable.close();
      }
      assertEquals(List.of(), parts.gpu.validationMessages(), "validation messages");
    }
    assertEquals(List.of(), log.drain());
  }
}
