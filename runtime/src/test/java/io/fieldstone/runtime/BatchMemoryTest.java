// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.BatchConflictException;
import io.fieldstone.runtime.error.BindingException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Vectors that have memory in common: several over one buffer of the user's. */
class BatchMemoryTest {

  private static final int PAGE = 4096;

  /** Of elements of 32 bytes. */
  private static final int OF_PAGE = PAGE / 32;

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();
  private final Kernel<Tag> neg = gpu.kernel(TestKernels.NEG, TestFields.FR);
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(5 * PAGE).alignedSlice(PAGE).limit(4 * PAGE);

  private HostVector<Tag> pages(int first, int count) {
    return gpu.hostVector(TestFields.FR, buffer.slice(first * PAGE, count * PAGE));
  }

  private Job<HostVector<Tag>> neg(HostVector<Tag> a, HostVector<Tag> out) {
    return neg.job().bind(0, a).bind(1, out).build();
  }

  @Test
  void jobsOfOneBatchDoNotMeetThroughABuffer() {
    try (HostVector<Tag> first = pages(0, 1);
        HostVector<Tag> second = pages(1, 1);
        HostVector<Tag> third = pages(2, 1);
        HostVector<Tag> all = pages(0, 4);
        HostVector<Tag> middle = pages(1, 2);
        HostVector<Tag> other = gpu.hostVector(TestFields.FR, OF_PAGE);
        HostVector<Tag> others = gpu.hostVector(TestFields.FR, 4 * OF_PAGE);
        HostVector<Tag> two = gpu.hostVector(TestFields.FR, 2 * OF_PAGE);
        HostVector<Tag> another = gpu.hostVector(TestFields.FR, OF_PAGE);
        Batch batch = gpu.batch()) {
      for (int i = 0; i < 4 * OF_PAGE; i++) {
        all.set(i, BigInteger.valueOf(i));
      }
      batch.add(neg(first, other)); // reads page 0
      batch.add(neg(third, another)); // and 2
      batch.add(neg(all, others)); // reading is nobody's concern
      for (HostVector<Tag> written : List.of(first, second, third)) {
        assertThrows(BatchConflictException.class, () -> batch.add(neg(written, written)));
      }
      var e = assertThrows(BatchConflictException.class, () -> batch.add(neg(two, middle)));
      assertEquals(
          "out of job 3 (vector-neg<bls12_381_fr>[256]) is a vector that an earlier job of the"
              + " batch uses, and one of them writes it; run them in two batches",
          e.getMessage());
      batch.runPipelined();
      batch.add(neg(second, second)); // writes page 1, and nobody reads any more
      assertThrows(BatchConflictException.class, () -> batch.add(neg(all, others)));
      assertThrows(BatchConflictException.class, () -> batch.add(neg(middle, two)));
      batch.add(neg(first, first));
      batch.add(neg(third, third));
      batch.runPipelined();
      for (int i = 0; i < 4 * OF_PAGE; i++) {
        BigInteger was = BigInteger.valueOf(i);
        BigInteger negated = was.negate().mod(TestFields.FR.modulus());
        assertEquals(negated, others.get(i));
        assertEquals(i < 3 * OF_PAGE ? negated : was, all.get(i));
      }
    }
  }

  @Test
  void vectorsOfOneJobAreTheSameElementsOrNone() {
    try (HostVector<Tag> low = pages(0, 2);
        HostVector<Tag> lowAgain = pages(0, 2);
        HostVector<Tag> middle = pages(1, 2)) {
      for (int i = 0; i < 2 * OF_PAGE; i++) {
        low.set(i, BigInteger.valueOf(i));
      }
      var e = assertThrows(BindingException.class, () -> neg(low, middle));
      assertEquals(
          "a and out share some elements, and one of them is written; take parts that do not",
          e.getMessage());
      neg(low, lowAgain).run();
      assertEquals(TestFields.FR.modulus().subtract(BigInteger.ONE), low.get(1));
      assertThrows(
          BindingException.class,
          () -> ResidentDispatchTest.dispatch(neg, low.asDeviceVector(), middle.asDeviceVector()));
    }
  }

  /** They are two buffers to the driver, so that barriers have to know better. */
  @Test
  void callsOnVectorsOverOneBufferSeeEachOther() {
    try (HostVector<Tag> low = pages(0, 2);
        HostVector<Tag> middle = pages(1, 2)) {
      for (int i = 0; i < 2 * OF_PAGE; i++) {
        low.set(i, BigInteger.valueOf(i));
      }
      Kernel<Tag> twice = gpu.kernel(TestKernels.DOUBLE, TestFields.FR);
      for (int round = 0; round < 50; round++) {
        ResidentDispatchTest.dispatch(twice, low.asDeviceVector(), low.asDeviceVector());
        ResidentDispatchTest.dispatch(neg, middle.asDeviceVector(), middle.asDeviceVector());
      }
      gpu.await();
      BigInteger p = TestFields.FR.modulus();
      for (int i = 0; i < 2 * OF_PAGE; i++) {
        assertEquals(BigInteger.valueOf(i).shiftLeft(50).mod(p), low.get(i));
      }
    }
  }
}
