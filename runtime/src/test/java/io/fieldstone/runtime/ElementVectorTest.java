// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.vector.SegmentLayout;
import java.math.BigInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lwjgl.system.MemoryUtil;

/** The life of a vector, and what uploads and downloads refuse. */
class ElementVectorTest {

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();
  @RegisterExtension static final TestDevice OTHER = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();

  @Test
  void memoryThatAJobUsesOutlivesTheCloseAndIsNotLentToAnotherVector() {
    HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10);
    a.set(9, BigInteger.TWO);
    long last = address(a, 9);
    a.storage().retain();
    a.close();
    a.close();
    assertTrue(a.isClosed());
    try (HostVector<Tag> next = TestVectors.poisoned(gpu, TestFields.FP, 10)) {
      assertNotEquals(last, address(next, 9));
      assertEquals(2, MemoryUtil.memGetByte(last));
    }
    a.storage().release();
  }

  private static long address(HostVector<Tag> vector, long element) {
    SegmentLayout layout = vector.storage().layout();
    return vector.storage().segment(layout.segment(element)).address() + layout.offset(element);
  }

  @Test
  void aClosedVectorTakesNoFurtherJob() {
    HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10);
    a.storage().retain();
    a.close();
    assertThrows(ClosedException.class, a.storage()::retain);
    a.storage().release();
    assertThrows(ClosedException.class, a.storage()::retain);
  }

  /** Mesa's CPU driver would hand it out, piece by piece. */
  @Test
  void aVectorThatNoMachineHasRoomForIsRefusedBeforeThereIsAny() {
    long size = 1L << 40;
    var e = assertThrows(OutOfMemoryException.class, () -> gpu.hostVector(TestFields.FP, size));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("[" + size + "] of " + 48 * size + " bytes: "), message);
    assertTrue(message.contains("more than this machine has"), message);
  }

  @Test
  void manyThreadsMayCloseAVectorAndItIsFreedOnce() {
    for (int round = 0; round < 50; round++) {
      DeviceVector<Tag> a = gpu.deviceVector(TestFields.FP, 10);
      IntStream.range(0, 8).parallel().forEach(ignored -> a.close());
      assertTrue(a.isClosed());
    }
  }

  @Test
  void uploadAndDownloadKeepEveryElement() {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 5000, 0, 1);
        HostVector<Tag> b = TestVectors.poisoned(gpu, TestFields.FP, 5000);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 5000)) {
      x.upload(a);
      x.download(b);
      TestVectors.assertElementWise(a, a, b, (s, t) -> s);
    }
  }

  @Test
  void anotherLengthIsRefused() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 11)) {
      var e = assertThrows(LengthMismatchException.class, () -> x.upload(a));
      assertEquals("target has 11 elements, but 10 are expected", e.getMessage());
      e = assertThrows(LengthMismatchException.class, () -> x.download(a));
      assertEquals("target has 10 elements, but 11 are expected", e.getMessage());
    }
  }

  @Test
  void anotherFormIsRefused() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10, ElementForm.MONTGOMERY);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 10)) {
      var e = assertThrows(FormMismatchException.class, () -> x.upload(a));
      assertEquals("target is CANONICAL, but MONTGOMERY is expected", e.getMessage());
    }
  }

  @Test
  void anotherFieldIsRefused() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FR, 10);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.SECP, 10)) {
      var e = assertThrows(UnsupportedFieldException.class, () -> x.upload(a));
      assertEquals("target is over secp256k1_fp, but bls12_381_fr is expected", e.getMessage());
    }
  }

  @Test
  void anotherBackendsVectorIsRefused() {
    try (HostVector<Tag> a = OTHER.backend().hostVector(TestFields.FP, 10);
        DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 10)) {
      var e = assertThrows(BackendMismatchException.class, () -> x.upload(a));
      assertEquals("source belongs to another backend", e.getMessage());
      e = assertThrows(BackendMismatchException.class, () -> x.download(a));
      assertEquals("target belongs to another backend", e.getMessage());
    }
  }

  @Test
  void aClosedVectorIsNeitherReadNorWritten() {
    HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10);
    a.close();
    try (DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, 10)) {
      assertThrows(ClosedException.class, () -> x.upload(a));
      assertThrows(ClosedException.class, () -> x.download(a));
    }
  }
}
