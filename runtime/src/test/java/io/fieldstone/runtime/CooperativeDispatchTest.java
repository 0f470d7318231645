// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import java.math.BigInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CooperativeDispatchTest {

  private static final long SEGMENT_ELEMENTS = 1024;
  private static final BigInteger NOTHING_LEAST = BigInteger.valueOf(0xffff_ffffL);

  @RegisterExtension
  static final TestDevice DEVICE =
      new TestDevice(plan -> plan.withSegmentBytes(SEGMENT_ELEMENTS * Integer.BYTES));

  private final PersistentBackend gpu = DEVICE.backend();
  private final Kernel<Tag> ends = gpu.kernel(TestKernels.ENDS, TestFields.BABY_BEAR);

  private DeviceVector<Tag> counting(long size) {
    DeviceVector<Tag> vector = gpu.deviceVector(TestFields.BABY_BEAR, size);
    try (HostVector<Tag> host = gpu.hostVector(TestFields.BABY_BEAR, size)) {
      for (long i = 0; i < size; i++) {
        host.set(i, BigInteger.valueOf(i));
      }
      vector.upload(host);
    }
    return vector;
  }

  private DeviceVector<Tag> perWorkgroup(long workgroups) {
    return gpu.deviceVector(TestFields.BABY_BEAR, workgroups, ElementForm.UNREDUCED);
  }

  private void run(
      DeviceVector<Tag> a, DeviceVector<Tag> least, DeviceVector<Tag> greatest, int offset) {
    try (Dispatch<Tag> dispatch = ends.dispatch()) {
      dispatch.bind(0, a);
      dispatch.bind(1, least);
      dispatch.bind(2, greatest);
      dispatch.push(0, offset);
      dispatch.submit();
    }
  }

  private long[] elements(DeviceVector<Tag> vector) {
    try (HostVector<Tag> host =
        gpu.hostVector(TestFields.BABY_BEAR, vector.size(), ElementForm.UNREDUCED)) {
      vector.download(host);
      return LongStream.range(0, host.size()).map(i -> host.get(i).longValueExact()).toArray();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1, 7",
    "63, 1",
    "1000, 1",
    "1000, 13",
    "1024, 4",
    "1025, 2",
    "1025, 5",
    "4096, 4",
    "4100, 5",
    "10000, 10",
    "10000, 97",
    "10000, 1000",
    "5, 1024"
  })
  void everyWorkgroupOwnsOneResultAndTheBlocksAreInOrder(long size, int workgroups) {
    try (DeviceVector<Tag> a = counting(size);
        DeviceVector<Tag> least = perWorkgroup(workgroups);
        DeviceVector<Tag> greatest = perWorkgroup(workgroups)) {
      run(a, least, greatest, 3);
      long[] firsts = elements(least);
      long[] lasts = elements(greatest);
      long expected = 3;
      for (int w = 0; w < workgroups; w++) {
        if (firsts[w] != NOTHING_LEAST.longValue()) {
          assertEquals(expected, firsts[w], "first of workgroup " + w);
          expected = lasts[w] + 1;
        } else {
          assertEquals(0, lasts[w], "nothing of workgroup " + w);
        }
      }
      assertEquals(size + 3, expected, "elements that some workgroup owns");
    }
  }

  @Test
  void noElementsAreDispatchedSoThatEveryResultIsNeutral() {
    try (DeviceVector<Tag> a = counting(0);
        DeviceVector<Tag> least = perWorkgroup(5);
        DeviceVector<Tag> greatest = perWorkgroup(5)) {
      run(a, least, greatest, 3);
      assertEquals(5, LongStream.of(elements(least)).filter(x -> x == 0xffff_ffffL).count());
      assertEquals(5, LongStream.of(elements(greatest)).filter(x -> x == 0).count());
    }
  }

  @Test
  void differentCallsInTurnAreNotConfused() {
    try (DeviceVector<Tag> a = counting(100);
        DeviceVector<Tag> none = counting(0);
        DeviceVector<Tag> least = perWorkgroup(1);
        DeviceVector<Tag> greatest = perWorkgroup(1)) {
      for (int i = 0; i < 20; i++) {
        run(i % 3 == 0 ? none : a, least, greatest, i);
        assertEquals(i % 3 == 0 ? 0 : 99 + i, elements(greatest)[0]);
      }
    }
  }

  @Test
  void fewerWorkgroupsThanDispatchesAreRefused() {
    try (DeviceVector<Tag> a = counting(3 * SEGMENT_ELEMENTS + 1);
        DeviceVector<Tag> least = perWorkgroup(3);
        DeviceVector<Tag> greatest = perWorkgroup(3)) {
      var e = assertThrows(LengthMismatchException.class, () -> run(a, least, greatest, 0));
      assertEquals(
          "ends<baby_bear> has 3 workgroups, but its elements take 4 dispatches with at least one"
              + " each; take longer vectors of one element per workgroup",
          e.getMessage());
    }
  }

  @Test
  void noWorkgroupsAreRefused() {
    try (DeviceVector<Tag> a = counting(10);
        DeviceVector<Tag> none = perWorkgroup(0)) {
      var e = assertThrows(BindingException.class, () -> run(a, none, none, 0));
      assertEquals("least and greatest are the same vector; take two", e.getMessage());
      try (DeviceVector<Tag> other = perWorkgroup(0)) {
        assertThrows(LengthMismatchException.class, () -> run(a, none, other, 0));
      }
    }
  }

  @Test
  void moreWorkgroupsThanOneBindingHoldsAreRefused() {
    try (DeviceVector<Tag> a = counting(10);
        DeviceVector<Tag> least = perWorkgroup(SEGMENT_ELEMENTS + 1);
        DeviceVector<Tag> greatest = perWorkgroup(SEGMENT_ELEMENTS + 1)) {
      var e = assertThrows(LengthMismatchException.class, () -> run(a, least, greatest, 0));
      assertEquals(
          "ends<baby_bear> has 1025 workgroups, but the device takes 1024; take shorter vectors of"
              + " one element per workgroup",
          e.getMessage());
    }
  }

  @Test
  void vectorsOfOneElementPerWorkgroupAgreeInLengthAndForm() {
    try (DeviceVector<Tag> a = counting(10);
        DeviceVector<Tag> least = perWorkgroup(3);
        DeviceVector<Tag> longer = perWorkgroup(4);
        DeviceVector<Tag> canonical = gpu.deviceVector(TestFields.BABY_BEAR, 3)) {
      var e = assertThrows(LengthMismatchException.class, () -> run(a, least, longer, 0));
      assertEquals("greatest has 4 elements, but 3 are expected", e.getMessage());
      var form = assertThrows(FormMismatchException.class, () -> run(a, least, canonical, 0));
      assertEquals("greatest is CANONICAL, but UNREDUCED is expected", form.getMessage());
    }
  }

  @Test
  void thereAreNoJobsOfACooperativeKernel() {
    var e = assertThrows(BindingException.class, ends::job);
    assertEquals(
        "ends<baby_bear> is cooperative, which runs on device vectors only; use dispatch()",
        e.getMessage());
  }
}
