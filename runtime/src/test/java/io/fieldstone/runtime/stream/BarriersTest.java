// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Program;
import io.fieldstone.runtime.TestDevice;
import io.fieldstone.runtime.TestFields;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.TestKernels;
import io.fieldstone.runtime.TestStreams;
import io.fieldstone.runtime.TestVectors;
import io.fieldstone.runtime.Transfer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where barriers and waits for copies stand among logged commands: where elements meet. */
class BarriersTest {

  private static final int SIZE = 128;
  private static final int HALF = SIZE / 2;

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();
  private final DeviceStream stream = TestStreams.of(gpu);
  private final Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FP);
  private final DeviceVector<Tag> a = gpu.deviceVector(TestFields.FP, SIZE);
  private final DeviceVector<Tag> b = gpu.deviceVector(TestFields.FP, SIZE);

  @BeforeEach
  void kernelsAreKnown() {
    // what was never seen, or takes long, is a group of its own
    try (DeviceVector<Tag> longer = gpu.deviceVector(TestFields.FP, 10_000)) {
      for (int i = 0; i < 3; i++) {
        TestStreams.dispatch(neg, longer, longer);
        gpu.await();
      }
    }
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  /** Returns which of the commands that calls add come after a barrier, but for the first. */
  private String barriers(Runnable calls) {
    StringBuilder barriers = new StringBuilder();
    gpu.together(
        () -> {
          calls.run();
          CommandLog group = stream.group();
          for (int i = 1; i < group.size(); i++) {
            barriers.append(group.isAfterBarrier(i) ? '|' : '.');
          }
        });
    gpu.await();
    return barriers.toString();
  }

  private void neg(DeviceVector<Tag> in, DeviceVector<Tag> out) {
    TestStreams.dispatch(neg, in, out);
  }

  private static DeviceVector<Tag> low(DeviceVector<Tag> of) {
    return of.slice(0, HALF);
  }

  private static DeviceVector<Tag> high(DeviceVector<Tag> of) {
    return of.slice(HALF, HALF);
  }

  @Test
  void partsThatShareNoElementNeedNone() {
    assertEquals(
        "...",
        barriers(
            () -> {
              neg(low(a), low(a));
              neg(high(a), high(a));
              neg(low(b), low(b));
              neg(high(b), high(b));
            }));
  }

  @Test
  void elementsThatWereWrittenNeedOne() {
    assertEquals(
        "|.|",
        barriers(
            () -> {
              neg(low(a), low(b));
              neg(low(b), low(a));
              neg(high(a), high(b));
              neg(b.slice(HALF - 16, 32), a.slice(0, 32));
            }));
  }

  @Test
  void elementsThatWereReadAreReadAgain() {
    assertEquals(
        ".|",
        barriers(
            () -> {
              neg(low(a), low(b));
              neg(low(a), high(b));
              neg(high(b), low(a));
            }));
  }

  @Test
  void wholeVectorsMeetTheirParts() {
    assertEquals(
        "||",
        barriers(
            () -> {
              neg(high(a), high(a));
              neg(a, b);
              neg(b.slice(16, 16), b.slice(16, 16));
            }));
  }

  /** A pipeline of two steps over parts: the second step of one beside the first of the next. */
  @Test
  void aPipelineOverPartsHasOneForEachStep() {
    List<DeviceVector<Tag>> parts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      parts.add(a.slice(i * 32L, 32));
    }
    assertEquals(
        "|.|.|.|",
        barriers(
            () -> {
              neg(parts.get(0), parts.get(0));
              for (int i = 0; i < 4; i++) {
                neg(parts.get(i), parts.get(i));
                if (i + 1 < 4) {
                  neg(parts.get(i + 1), parts.get(i + 1));
                }
              }
            }));
  }

  @Test
  void vectorsOverOneBufferMeetByTheirAddresses() {
    ByteBuffer memory = ByteBuffer.allocateDirect(3 * 4096);
    int page = (int) (4096 - addressOf(memory) % 4096) % 4096;
    int bytes = 64 * 48;
    try (HostVector<Tag> first = shared(memory, page, bytes);
        HostVector<Tag> same = shared(memory, page, bytes);
        HostVector<Tag> next = shared(memory, page + 4096, bytes)) {
      DeviceVector<Tag> part = a.slice(0, 64);
      assertEquals(
          ".|",
          barriers(
              () -> {
                neg(part, first.asDeviceVector());
                neg(part, next.asDeviceVector());
                neg(same.asDeviceVector(), b.slice(0, 64));
              }));
    }
  }

  /** Whoever waits for one of them waits for all. */
  @Test
  void vectorsOverOneBufferHaveOneLastUse() {
    ByteBuffer memory = ByteBuffer.allocateDirect(2 * 4096);
    int page = (int) (4096 - addressOf(memory) % 4096) % 4096;
    try (HostVector<Tag> first = shared(memory, page, 64 * 48);
        HostVector<Tag> same = shared(memory, page, 64 * 48)) {
      neg(a.slice(0, 64), first.asDeviceVector());
      long last = TestStreams.range(first).storage().lastUse();
      assertTrue(last > 0);
      assertEquals(last, TestStreams.range(same).storage().lastUse());
    }
  }

  /** A run begins with a barrier, if there is anything in it. */
  @Test
  void aProgramWithoutDispatchesIsNone() {
    try (DeviceVector<Tag> none = gpu.deviceVector(TestFields.FP, 0);
        DeviceVector<Tag> other = gpu.deviceVector(TestFields.FP, HALF);
        Program empty = gpu.record(() -> {});
        Program ofNone = gpu.record(() -> neg(none, none));
        Program some = gpu.record(() -> neg(other, other))) {
      assertTrue(needsBarrierAfter(empty));
      assertTrue(needsBarrierAfter(ofNone));
      assertFalse(needsBarrierAfter(some));
    }
  }

  private boolean needsBarrierAfter(Program program) {
    boolean[] after = new boolean[1];
    gpu.together(
        () -> {
          neg(low(a), low(b));
          program.submit();
          neg(low(b), low(a));
          after[0] = stream.group().isAfterBarrier(stream.group().size() - 1);
        });
    gpu.await();
    return after[0];
  }

  private static long addressOf(ByteBuffer memory) {
    return org.lwjgl.system.MemoryUtil.memAddress(memory);
  }

  private HostVector<Tag> shared(ByteBuffer memory, int at, int bytes) {
    return gpu.hostVector(TestFields.FP, memory.duplicate().position(at).limit(at + bytes).slice());
  }

  /** Returns what the group that calls add to waits for. */
  private List<Boolean> waits(Runnable... calls) {
    List<Boolean> waits = new ArrayList<>();
    gpu.together(
        () -> {
          for (Runnable each : calls) {
            each.run();
            waits.add(stream.group().after() != null);
          }
        });
    gpu.await();
    return waits;
  }

  @Test
  void commandsWaitForTheCopiesThatTheyMeetAndForNoOthers() {
    try (HostVector<Tag> host = TestVectors.operand(gpu, TestFields.FP, SIZE, 0, 1)) {
      Transfer upload = low(a).startUpload(host.slice(0, HALF));
      assertEquals(
          List.of(false, false, true, true),
          waits(
              () -> neg(high(a), high(a)),
              () -> neg(high(b), high(b)),
              () -> neg(low(a), low(b)),
              () -> neg(low(a), high(b))));
      upload.await();
      assertEquals(List.of(false), waits(() -> neg(low(a), low(b))));
      assertNull(stream.group().after());

      Transfer download = low(a).startDownload(host.slice(0, HALF));
      assertEquals(
          List.of(false, false, true),
          waits(
              () -> neg(low(a), low(b)), // it reads as the copy does
              () -> neg(high(a), high(a)),
              () -> neg(low(b), low(a))));
      download.await();
      assertTrue(download.isDone());
    }
  }

  /** Uploads and downloads have timelines of their own, of which a group waits for one. */
  @Test
  void commandsThatMeetCopiesBothWaysWaitForBoth() {
    try (HostVector<Tag> host = TestVectors.operand(gpu, TestFields.FP, SIZE, 0, 1);
        HostVector<Tag> back = TestVectors.poisoned(gpu, TestFields.FP, HALF)) {
      a.upload(host);
      Transfer download = high(a).startDownload(back);
      Transfer upload = low(a).startUpload(host.slice(HALF, HALF));
      gpu.together(
          () -> {
            neg(low(a), high(a));
            assertNotNull(stream.group().after());
          });
      download.await();
      upload.await();
      try (HostVector<Tag> all = a.download()) {
        for (int i = 0; i < HALF; i++) {
          assertEquals(host.get(HALF + i), back.get(i));
          assertEquals(host.get(HALF + i), all.get(i));
          assertEquals(host.get(HALF + i).negate().mod(TestFields.FP.modulus()), all.get(HALF + i));
        }
      }
    }
  }
}
