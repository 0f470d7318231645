// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static io.fieldstone.runtime.ElementForm.CANONICAL;
import static io.fieldstone.runtime.ElementForm.MONTGOMERY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.fieldstone.annotations.Form;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kernels that may read in another pattern where their vectors are in the device's own memory. */
class ResidenceTest {

  private static final Field<Tag> FIELD = TestFields.BABY_BEAR;
  private static final BigInteger FIVE = BigInteger.valueOf(5);
  private static final BigInteger SIX = BigInteger.valueOf(6);

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();
  private final Kernel<Tag> residence = gpu.kernel(TestKernels.RESIDENCE, FIELD);

  private HostVector<Tag> fives(ElementForm form) {
    HostVector<Tag> vector = gpu.hostVector(FIELD, 1000, form);
    for (long i = 0; i < vector.size(); i++) {
      vector.set(i, FIVE);
    }
    return vector;
  }

  private static void assertAll(BigInteger expected, HostVector<Tag> vector) {
    for (long i = 0; i < vector.size(); i++) {
      assertEquals(expected, vector.get(i), "element " + i);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CANONICAL", "MONTGOMERY"})
  void aDispatchIsOnVectorsOfTheDevice(ElementForm form) {
    try (HostVector<Tag> a = fives(form);
        DeviceVector<Tag> x = gpu.deviceVector(FIELD, a.size(), form)) {
      x.upload(a);
      ResidentDispatchTest.dispatch(residence, x, x);
      x.download(a);
      assertAll(SIX, a);
    }
  }

  @ParameterizedTest
  @EnumSource(TransferPath.class)
  void aBatchIsOnHostDataByEitherPath(TransferPath path) {
    for (ExecutionMode mode : ExecutionMode.values()) {
      try (HostVector<Tag> a = fives(CANONICAL);
          Batch batch = gpu.batch().path(path)) {
        Ticket<Tag> ticket = batch.submit(residence.job().bind(0, a).build());
        batch.run(mode);
        try (HostVector<Tag> out = ticket.result()) {
          assertAll(FIVE, out);
        }
      }
    }
  }

  @Test
  void dispatchesAndBatchesInTurnAreNotConfused() {
    try (HostVector<Tag> a = fives(CANONICAL);
        DeviceVector<Tag> x = gpu.deviceVector(FIELD, a.size())) {
      for (int i = 1; i <= 10; i++) {
        x.upload(a);
        ResidentDispatchTest.dispatch(residence, x, x);
        x.download(a);
        assertAll(FIVE.add(BigInteger.valueOf(i)), a);
        residence.job().bind(0, a).bind(1, a).build().run();
        assertAll(FIVE.add(BigInteger.valueOf(i)), a);
      }
    }
  }

  @Test
  void aModuleThatDeclaresTheConstantHasAPipelineForEachFormAndResidence() {
    KernelVariant device = residence.variant(CANONICAL, Residence.DEVICE);
    KernelVariant host = residence.variant(CANONICAL, Residence.HOST);
    KernelVariant montgomery = residence.variant(MONTGOMERY, Residence.HOST);
    assertNotSame(device.pipeline(), host.pipeline());
    assertNotSame(host.pipeline(), montgomery.pipeline());
    assertSame(device, residence.variant(CANONICAL, Residence.DEVICE));
    assertSame(host, residence.variant(CANONICAL, Residence.HOST));
    assertSame(montgomery, residence.variant(MONTGOMERY, Residence.HOST));
  }

  @ParameterizedTest
  @EnumSource(Residence.class)
  void anyOtherModuleHasOneForBothWhicheverIsUsedFirst(Residence first) {
    Kernel<Tag> copy =
        gpu.kernel(TestKernels.form("copy-" + first, Form.OF_CALL, Form.OF_CALL), FIELD);
    KernelVariant made = copy.variant(CANONICAL, first);
    for (Residence any : Residence.values()) {
      assertSame(made, copy.variant(CANONICAL, any));
      assertNotSame(made, copy.variant(MONTGOMERY, any));
    }
  }

  @Test
  void statisticsAreOfThePipelineForDeviceVectors() {
    KernelVariant device = residence.variant(CANONICAL, Residence.DEVICE);
    KernelVariant host = residence.variant(CANONICAL, Residence.HOST);
    assertNotSame(device, host);
    assertEquals(device.statistics(), residence.statistics(CANONICAL));
  }
}
